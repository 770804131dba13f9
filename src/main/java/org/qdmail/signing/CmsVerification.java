package org.qdmail.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.Store;
import org.qdmail.keys.BouncyCastle;
import org.qdmail.keys.KeyStrength;
import org.qdmail.signing.SignatureReport.State;

/** Judges a signature (RFC 5652 section 5.6): a detached one against the digests of the content. */
final class CmsVerification {
    private static final int MAX_SIGNERS = 8;
    private static final int MAX_CERTIFICATES = 20;
    private static final int MIN_RSA_BITS = 1024;

    private final Map<String, byte[]> digests;
    private final List<FoundSigner> signers = new ArrayList<>();

    private CmsVerification(Map<String, byte[]> digests) {
        this.digests = digests;
    }

    /**
     * The verdict.
     *
     * @param state of all signatures together
     * @param signers as far as their certificates are there
     * @param reason where the state needs one
     */
    record Verdict(State state, List<FoundSigner> signers, String reason) {}

    static Verdict of(byte[] signature, Map<String, byte[]> digests) {
        CmsVerification verification = new CmsVerification(digests);
        try {
            return verification.verdict(new CMSSignedData(digests, signature));
        } catch (CMSException | RuntimeException damaged) { // Bouncy Castle's ways to say so
            return verification.broken("the signature is damaged");
        }
    }

    /** The verdict on a signature around its content, which was read to its end. */
    static Verdict of(CMSSignedDataParser parser) throws CMSException {
        CmsVerification verification = new CmsVerification(Map.of());
        return verification.verdict(parser.getSignerInfos().getSigners(), parser.getCertificates());
    }

    private Verdict verdict(CMSSignedData data) {
        SignedData structure = SignedData.getInstance(data.toASN1Structure().getContent());
        if (structure.getEncapContentInfo().getContent() != null) {
            return broken("the signature carries another content of its own");
        }
        return verdict(data.getSignerInfos().getSigners(), data.getCertificates());
    }

    private Verdict verdict(Collection<SignerInformation> infos, Store<X509CertificateHolder> certificates) {
        if (infos.isEmpty()) return new Verdict(State.UNSIGNED, List.of(), "the signature names no signer");
        if (infos.size() > MAX_SIGNERS) return unchecked("more than " + MAX_SIGNERS + " signers");
        Verdict worst = new Verdict(State.INTACT, signers, "");
        for (SignerInformation info : infos) worst = worse(worst, verdict(info, certificates));
        return new Verdict(worst.state(), signers, worst.reason());
    }

    private static Verdict worse(Verdict one, Verdict other) {
        if (one.state() == State.BROKEN || other.state() == State.INTACT) return one;
        return one.state() == State.INTACT || other.state() == State.BROKEN ? other : one;
    }

    private Verdict verdict(SignerInformation info, Store<X509CertificateHolder> certificates) {
        Collection<X509CertificateHolder> holders = certificates.getMatches(certificateOf(info));
        if (holders.isEmpty()) return unchecked("the signer's certificate is not in the mail");
        try {
            X509Certificate certificate = certificate(holders.iterator().next());
            Verdict verdict = verdict(info, certificate);
            signers.add(new FoundSigner(certificate, some(certificates), info, verdict.state()));
            return verdict;
        } catch (GeneralSecurityException | IOException damaged) {
            return unchecked("the signer's certificate is damaged");
        }
    }

    private static List<X509Certificate> some(Store<X509CertificateHolder> certificates)
            throws GeneralSecurityException, IOException {
        List<X509Certificate> some = new ArrayList<>();
        for (X509CertificateHolder holder : certificates.getMatches(null)) {
            if (some.size() < MAX_CERTIFICATES) some.add(certificate(holder));
        }
        return some;
    }

    @SuppressWarnings("unchecked") // Bouncy Castle's selector has no type parameter
    private static org.bouncycastle.util.Selector<X509CertificateHolder> certificateOf(SignerInformation info) {
        return info.getSID();
    }

    private static X509Certificate certificate(X509CertificateHolder holder)
            throws GeneralSecurityException, IOException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    }

    private Verdict verdict(SignerInformation info, X509Certificate certificate) {
        String hash = info.getDigestAlgOID();
        if (!ContentDigests.isAccepted(hash)) return unchecked("the hash " + hash + " is not accepted");
        if (!digests.isEmpty() && !digests.containsKey(hash))
            return unchecked("micalg does not name the hash of the signature");
        if (KeyStrength.isBelow(certificate.getPublicKey(), MIN_RSA_BITS)) return unchecked("the key is too weak");
        if (namesOtherCertificate(info, certificate)) return broken("the signature names another certificate");
        try {
            // by the key alone: the signing time is the signer's own word and decides nothing
            boolean isIntact = info.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(publicKey(certificate)));
            return isIntact ? new Verdict(State.INTACT, signers, "") : broken("the signature does not fit");
        } catch (CMSSignerDigestMismatchException changed) {
            return broken("the content was changed");
        } catch (CMSException | OperatorCreationException | IOException | RuntimeException refused) {
            return broken("the signature is damaged");
        }
    }

    /** In the form of Bouncy Castle, which does not take the JDK's keys on all curves. */
    private static PublicKey publicKey(X509Certificate certificate) throws IOException {
        return BouncyCastleProvider.getPublicKey(
                SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded()));
    }

    /** Whether signingCertificateV2 is there and means another certificate (RFC 5035 section 4). */
    private static boolean namesOtherCertificate(SignerInformation info, X509Certificate certificate) {
        if (info.getSignedAttributes() == null) return false;
        Attribute attribute = info.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (attribute == null) return false;
        try {
            ESSCertIDv2 first = SigningCertificateV2.getInstance(attribute.getAttributeValues()[0])
                    .getCerts()[0];
            if (!NISTObjectIdentifiers.id_sha256.equals(first.getHashAlgorithm().getAlgorithm())) return false;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return !MessageDigest.isEqual(hash, first.getCertHash());
        } catch (GeneralSecurityException | RuntimeException damaged) {
            return true;
        }
    }

    private Verdict broken(String reason) {
        return new Verdict(State.BROKEN, signers, reason);
    }

    private Verdict unchecked(String reason) {
        return new Verdict(State.UNCHECKED, signers, reason);
    }
}
