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
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.failure.Texts;
import org.qdmail.keys.CertificateStrength;
import org.qdmail.keys.CertificateUsage;

/** Looks for a way from a signer to somebody trusted: by the JDK's PKIX (RFC 5280 section 6), without revocation. */
final class ChainJudge {
    private static final int MAX_INTERMEDIATES = 5;

    /** Cross-signed authorities have two; with more of them a hostile mail could make the search long. */
    private static final int MAX_ALIKE = 2;

    private static final int MAX_REASON = 200;

    private final SignatureTrust trust;

    ChainJudge(SignatureTrust trust) {
        this.trust = trust;
    }

    /** Why the signer is not to be trusted; empty when it is. */
    Optional<String> objection(X509Certificate signer, List<X509Certificate> others) {
        if (trust.anchors().contains(signer)) return objection(List.of(signer));
        try {
            PKIXCertPathBuilderResult way = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters(signer, others));
            List<X509Certificate> path = new ArrayList<>();
            for (Certificate each : way.getCertPath().getCertificates()) path.add((X509Certificate) each);
            path.add(way.getTrustAnchor().getTrustedCert());
            return objection(path);
        } catch (GeneralSecurityException none) {
            return Optional.of(reason(none));
        }
    }

    private PKIXBuilderParameters parameters(X509Certificate signer, List<X509Certificate> others)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = trust.anchors().stream()
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toSet());
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setDate(Date.from(trust.now()));
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(MAX_INTERMEDIATES);
        List<X509Certificate> given = new ArrayList<>(List.of(signer));
        given.addAll(someOfAKind(others));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(given)));
        return parameters;
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

    /** What the JDK does not look at: purposes above the signer, weak hashes, and mail addresses outside their bounds. */
    private static Optional<String> objection(List<X509Certificate> path) {
        Optional<String> usage = CertificateUsage.otherThanSigningMail(path.get(0));
        if (usage.isPresent()) return usage.map(found -> "the certificate is made for " + found);
        for (X509Certificate each : path.subList(0, Math.max(1, path.size() - 1))) {
            if (CertificateStrength.isWeaklySigned(each))
                return Optional.of("it is signed with " + each.getSigAlgName());
            Optional<String> other = CertificateUsage.extendedOtherThanMail(each);
            if (other.isPresent()) return other.map(found -> "an authority is made for " + found);
        }
        return MailNameBounds.objection(path);
    }

    /** The JDK wraps what it found. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < 10 && deepest.getCause() != null; depth++) deepest = deepest.getCause();
        return Texts.shown(String.valueOf(deepest.getMessage()), MAX_REASON);
    }
}
