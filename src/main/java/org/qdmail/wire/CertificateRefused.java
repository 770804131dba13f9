package org.qdmail.wire;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A certificate that does not prove who the server is, with the reason. */
final class CertificateRefused extends CertificateException {
    private static final long serialVersionUID = 1L;

    private CertificateRefused(String reason, @Nullable CertificateException cause) {
        super(reason, cause);
    }

    /** @param reason what is said of the certificate */
    static CertificateRefused because(String reason) {
        return new CertificateRefused(reason, null);
    }

    static CertificateRefused of(X509Certificate[] chain, CertificateException cause) {
        return new CertificateRefused(reason(chain, cause), cause);
    }

    /** The one that made a handshake fail, if it was one. */
    static Optional<CertificateRefused> within(Throwable failure) {
        @Nullable Throwable at = failure;
        while (at != null) {
            if (at instanceof CertificateRefused refused) return Optional.of(refused);
            at = at.getCause();
        }
        return Optional.empty();
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    private static String reason(X509Certificate[] chain, CertificateException failure) {
        boolean judgedPath = false;
        @Nullable Throwable at = failure;
        while (at != null) {
            if (at instanceof CertificateExpiredException) return "has expired";
            if (at instanceof CertificateNotYetValidException) return "is not valid yet";
            judgedPath |= at instanceof CertPathBuilderException || at instanceof CertPathValidatorException;
            at = at.getCause();
        }
        if (judgedPath) return isSelfSigned(chain) ? "is self-signed" : "comes from an unknown CA";
        // The JDK judges the name last, with a plain CertificateException; its other faults are subclasses.
        return failure.getClass() == CertificateException.class ? "does not name the host" : "is not fit for a server";
    }

    private static boolean isSelfSigned(X509Certificate[] chain) {
        X509Certificate leaf = chain[0];
        return leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
    }
}
