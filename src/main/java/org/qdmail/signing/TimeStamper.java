package org.qdmail.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import org.qdmail.keys.BouncyCastle;
import org.qdmail.signing.TimeStampSettings.OnFailure;

/** Has an authority testify that a signature was there (RFC 3161), and believes its answer only after every check. */
final class TimeStamper {
    private static final int NONCE_BITS = 64;
    private static final int MAX_CERTIFICATES = 20;

    private final TimeStampSettings settings;
    private final Set<X509Certificate> trusted;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final TimeStampCall call;

    TimeStamper(TimeStampSettings settings, Set<X509Certificate> trusted, Clock clock) {
        this.settings = settings;
        this.trusted = Set.copyOf(trusted);
        this.clock = clock;
        this.call = new TimeStampCall(settings.url(), settings.timeout());
    }

    OnFailure onFailure() {
        return settings.onFailure();
    }

    /**
     * The token over a signature value (appendix A).
     *
     * @throws Refused if none came in time, or one that does not testify to this signature
     */
    byte[] token(byte[] signature) throws Refused {
        try {
            TimeStampRequestGenerator question = new TimeStampRequestGenerator();
            question.setCertReq(true);
            TimeStampRequest request = question.generate(
                    TSPAlgorithms.SHA256,
                    MessageDigest.getInstance("SHA-256").digest(signature),
                    new BigInteger(NONCE_BITS, random));
            return checked(new TimeStampResponse(call.answer(request.getEncoded())), request)
                    .getEncoded();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refused("the wait for it was interrupted", stop);
        } catch (IOException unreachable) {
            throw new Refused(String.valueOf(unreachable.getMessage()), unreachable);
        } catch (TSPException | GeneralSecurityException | OperatorCreationException | RuntimeException unfit) {
            throw new Refused("its answer is not good: " + unfit.getMessage(), unfit); // Bouncy Castle's ways to say so
        }
    }

    private TimeStampToken checked(TimeStampResponse response, TimeStampRequest request)
            throws Refused, TSPException, GeneralSecurityException, OperatorCreationException {
        int status = response.getStatus();
        TimeStampToken token = response.getTimeStampToken();
        if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
            throw new Refused("it refused with status " + status, null);
        }
        if (token == null) throw new Refused("its answer holds no token", null);
        response.validate(request); // nonce, imprint, policy
        List<X509Certificate> brought = certificates(token);
        X509Certificate signer = signer(token, brought);
        token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(BouncyCastle.PROVIDER)
                .build(signer)); // signature, purpose, validity at the stamped time
        PathSearch.path(signer, brought, trusted, clock.instant());
        return token;
    }

    private static List<X509Certificate> certificates(TimeStampToken token) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            if (certificates.size() < MAX_CERTIFICATES)
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
        return certificates;
    }

    /** The one that the token names; it may come along or be known already. */
    private X509Certificate signer(TimeStampToken token, List<X509Certificate> brought) throws Refused {
        List<X509Certificate> candidates = new ArrayList<>(brought);
        candidates.addAll(trusted);
        for (X509Certificate candidate : candidates) {
            if (token.getSID().getSerialNumber().equals(candidate.getSerialNumber())
                    && token.getSID().getIssuer().equals(issuer(candidate))) return candidate;
        }
        throw new Refused("the certificate of its signer is not there", null);
    }

    private static X500Name issuer(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
    }

    /** There is no token that testifies to the signature. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }
}
