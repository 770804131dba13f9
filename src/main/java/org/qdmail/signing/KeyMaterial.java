package org.qdmail.signing;

import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the files of an identity hold, as it was found.
 *
 * @param key the private key
 * @param keySetting the last part of the setting whose file held the key
 * @param certificates in the order of the files; whose they are is not known yet
 * @param device the provider of the device that the key stays on; empty for a key that was read
 */
record KeyMaterial(PrivateKey key, String keySetting, List<X509Certificate> certificates, Optional<Provider> device) {
    KeyMaterial {
        certificates = List.copyOf(certificates);
    }

    /** What tells kind and size of the key: itself, or the public one where it does not show. */
    Key shownKey() {
        return device.isPresent() ? certificates.get(0).getPublicKey() : key;
    }
}
