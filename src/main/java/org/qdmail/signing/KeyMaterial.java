package org.qdmail.signing;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the files of an identity hold, as it was found.
 *
 * @param key the private key
 * @param keySetting the last part of the setting whose file held the key
 * @param certificates in the order of the files; whose they are is not known yet
 */
record KeyMaterial(PrivateKey key, String keySetting, List<X509Certificate> certificates) {
    KeyMaterial {
        certificates = List.copyOf(certificates);
    }
}
