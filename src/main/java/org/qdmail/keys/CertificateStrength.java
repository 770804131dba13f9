package org.qdmail.keys;

import java.security.cert.X509Certificate;
import java.util.Set;

/** How strongly the issuer of a certificate signed it (SM-8). */
public final class CertificateStrength {
    // MD2, MD5 and SHA-1 with RSA, SHA-1 with ECDSA and DSA
    private static final Set<String> WEAK_SIGNATURES = Set.of(
            "1.2.840.113549.1.1.2",
            "1.2.840.113549.1.1.4",
            "1.2.840.113549.1.1.5",
            "1.2.840.10045.4.1",
            "1.2.840.10040.4.3");

    private CertificateStrength() {}

    /** Whether it is signed with MD2, MD5 or SHA-1, so that somebody else may have one like it. */
    public static boolean isWeaklySigned(X509Certificate certificate) {
        return WEAK_SIGNATURES.contains(certificate.getSigAlgOID());
    }
}
