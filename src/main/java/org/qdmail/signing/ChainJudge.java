package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.qdmail.failure.Texts;
import org.qdmail.keys.CertificateStrength;
import org.qdmail.keys.CertificateUsage;

/** Judges whether a signer leads to somebody whom a reader trusts to vouch for mail addresses. */
final class ChainJudge {
    private static final int MAX_REASON = 200;

    private final SignatureTrust trust;

    ChainJudge(SignatureTrust trust) {
        this.trust = trust;
    }

    /** Why the signer is not to be trusted; empty when it is. */
    Optional<String> objection(X509Certificate signer, List<X509Certificate> others) {
        try {
            return objection(PathSearch.path(signer, others, trust.anchors(), trust.now()));
        } catch (GeneralSecurityException none) {
            return Optional.of(reason(none));
        }
    }

    /** What the JDK does not look at: purposes above the signer, weak hashes, and mail addresses outside their bounds. */
    private static Optional<String> objection(List<X509Certificate> path) {
        Optional<String> usage = CertificateUsage.otherThanSigningMail(path.get(0));
        if (usage.isPresent()) return usage.map(found -> "the certificate is made for " + found);
        for (X509Certificate each : path.subList(0, Math.max(1, path.size() - 1))) {
            if (CertificateStrength.isWeaklySigned(each))
                return Optional.of("a certificate is signed with " + each.getSigAlgName());
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
