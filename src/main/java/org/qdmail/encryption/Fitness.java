package org.qdmail.encryption;

import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.qdmail.keys.CertificateStrength;
import org.qdmail.keys.CertificateUsage;
import org.qdmail.keys.KeyStrength;

/** Whether mail may be encrypted to a certificate (RFC 8550 section 4.4, RFC 8551 section 2.3). */
final class Fitness {
    private static final int MIN_RSA_BITS = 2048;

    private Fitness() {}

    /** Why not; empty when it may. */
    static Optional<String> flaw(X509Certificate certificate, Instant now) {
        return wrong(certificate, now).map(wrong -> "the certificate " + shown(certificate) + ' ' + wrong);
    }

    private static Optional<String> wrong(X509Certificate certificate, Instant now) {
        Instant notBefore = certificate.getNotBefore().toInstant();
        Instant notAfter = certificate.getNotAfter().toInstant();
        if (now.isAfter(notAfter)) return Optional.of("ended at " + notAfter);
        if (now.isBefore(notBefore)) return Optional.of("is not valid before " + notBefore);
        Key key = certificate.getPublicKey();
        if (!isEnough(key)) {
            return Optional.of("has a key of " + KeyStrength.described(key)
                    + "; RSA of 2048 bits or more, EC on P-256, P-384 or P-521, or X25519 is needed");
        }
        if (CertificateStrength.isWeaklySigned(certificate)) {
            return Optional.of("is signed with " + certificate.getSigAlgName() + ", which can be forged");
        }
        return CertificateUsage.otherThanDecryptingMail(certificate).map(other -> "is made for " + other);
    }

    private static boolean isEnough(Key key) {
        if (KeyStrength.isRsa(key)) return !KeyStrength.isBelow(key, MIN_RSA_BITS);
        return KeyStrength.isP256(key)
                || KeyStrength.isP384(key)
                || KeyStrength.isP521(key)
                || KeyStrength.isX25519(key);
    }

    /** By its serial number, as tools print it. */
    static String shown(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }
}
