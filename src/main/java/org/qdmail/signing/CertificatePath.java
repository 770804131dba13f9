package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.failure.Texts;
import org.qdmail.keys.BouncyCastle;

/**
 * The certificates that travel with a signature: the signer's, then each one's issuer, without the root, which the
 * verifier has to know by itself (RFC 8550 section 2.3).
 *
 * @param certificates the signer's first
 * @param strangers subjects of certificates that were given but belong to no link
 */
record CertificatePath(List<X509Certificate> certificates, List<String> strangers) {
    private static final int MAX_LENGTH = 10;

    CertificatePath {
        certificates = List.copyOf(certificates);
        strangers = List.copyOf(strangers);
    }

    /** Sorts what was given, in whatever order. */
    static CertificatePath from(X509Certificate signer, List<X509Certificate> given) {
        Set<X509Certificate> left = new LinkedHashSet<>(given);
        left.remove(signer);
        List<X509Certificate> path = new ArrayList<>(List.of(signer));
        X509Certificate last = signer;
        while (path.size() < MAX_LENGTH && !isSelfSigned(last)) {
            Optional<X509Certificate> issuer = issuerOf(last, left);
            if (issuer.isEmpty()) break;
            last = issuer.get();
            left.remove(last);
            if (!isSelfSigned(last)) path.add(last);
        }
        return new CertificatePath(
                path, left.stream().map(CertificatePath::subject).toList());
    }

    private static Optional<X509Certificate> issuerOf(X509Certificate certificate, Set<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> isIssuedBy(certificate, candidate))
                .findFirst();
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) return false;
        try {
            certificate.verify(issuer.getPublicKey(), BouncyCastle.PROVIDER);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            return false; // the same name, another key
        }
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return isIssuedBy(certificate, certificate);
    }

    static String subject(X509Certificate certificate) {
        return Texts.shown(certificate.getSubjectX500Principal().toString(), 200);
    }
}
