package org.qdmail.dkim;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qdmail.failure.Secret;

/**
 * For which domain mail is signed, and with which keys ({@code qdmail.dkim.*}).
 *
 * @param domain the signing domain ({@code d=}), its A-labels where it is internationalized; kept in lower case
 * @param keys one or two keys; each makes a signature of its own
 */
public record DkimSettings(String domain, List<KeyPlace> keys) {
    public DkimSettings {
        domain = domain.toLowerCase(Locale.ROOT);
        keys = List.copyOf(keys);
        if (keys.isEmpty()) throw new IllegalArgumentException("no key");
    }

    /**
     * Where a key is found, and where its public half is published.
     *
     * @param selector the selector ({@code s=}): DNS has the public key at {@code <selector>._domainkey.<domain>}
     * @param place the setting that names the file
     * @param file PEM; PKCS#12 when its name ends in {@code .pfx} or {@code .p12}; a device when in {@code .cfg}; absolute
     * @param password of the key or of the PKCS#12 file
     */
    public record KeyPlace(String selector, String place, Path file, Optional<Secret> password) {
        public KeyPlace {
            if (!file.isAbsolute()) throw new IllegalArgumentException("not absolute: " + file);
        }
    }
}
