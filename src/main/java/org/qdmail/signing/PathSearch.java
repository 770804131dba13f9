package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for a way from a certificate to a trusted one, by the JDK's PKIX (RFC 5280 section 6), without revocation. */
final class PathSearch {
    private static final int MAX_INTERMEDIATES = 5;

    /** Cross-signed authorities have two; with more of them a hostile message could make the search long. */
    private static final int MAX_ALIKE = 2;

    private PathSearch() {}

    /**
     * The certificates of the way, the trusted one last; the certificate alone where it is trusted itself.
     *
     * @param others what may stand in between
     * @throws GeneralSecurityException if there is no way at that instant
     */
    static List<X509Certificate> path(
            X509Certificate certificate, List<X509Certificate> others, Set<X509Certificate> anchors, Instant now)
            throws GeneralSecurityException {
        if (anchors.contains(certificate)) return List.of(certificate);
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet()), target);
        parameters.setDate(Date.from(now));
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(MAX_INTERMEDIATES);
        List<X509Certificate> given = new ArrayList<>(List.of(certificate));
        given.addAll(someOfAKind(others));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(given)));
        PKIXCertPathBuilderResult way =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        List<X509Certificate> path = new ArrayList<>();
        for (Certificate each : way.getCertPath().getCertificates()) path.add((X509Certificate) each);
        path.add(way.getTrustAnchor().getTrustedCert());
        return path;
    }

    private static List<X509Certificate> someOfAKind(List<X509Certificate> certificates) {
        Map<Object, Integer> kinds = new HashMap<>();
        return certificates.stream()
                .filter(certificate -> kinds.merge(
                                List.of(certificate.getSubjectX500Principal(), certificate.getPublicKey()),
                                1,
                                Integer::sum)
                        <= MAX_ALIKE)
                .toList();
    }
}
