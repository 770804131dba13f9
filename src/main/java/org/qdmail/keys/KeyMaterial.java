package org.qdmail.keys;

import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the files hold, as it was found.
 *
 * @param key the private key
 * @param keyFile the file that held the key
 * @param certificates in the order of the files; whose they are is not known yet
 * @param device the provider of the device that the key stays on; empty for a key that was read
 */
public record KeyMaterial(
        PrivateKey key, KeyFile keyFile, List<X509Certificate> certificates, Optional<Provider> device) {
    public KeyMaterial {
        certificates = List.copyOf(certificates);
    }

    /** What tells kind and size of the key: itself, or the public one where it does not show. */
    public Key shownKey() {
        return device.isPresent() ? certificates.get(0).getPublicKey() : key;
    }
}
