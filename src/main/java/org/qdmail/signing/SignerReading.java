package org.qdmail.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.SignerInformation;
import org.qdmail.failure.Texts;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.keys.KeyStrength;
import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.Signer;
import org.qdmail.signing.SignerJudgement.Chain;
import org.qdmail.signing.SignerJudgement.Period;
import org.qdmail.signing.SignerJudgement.Revocation;
import org.qdmail.signing.SignerJudgement.TimeStamp;

/** Describes a signer by the certificate in the mail. */
final class SignerReading {
    private static final int MAX_SHOWN = 320;
    private static final int MAX_ADDRESSES = 20;

    private SignerReading() {}

    static Signer of(FoundSigner found, SignerJudgement judgement) {
        X509Certificate certificate = found.certificate();
        List<X509Certificate> path =
                CertificatePath.from(certificate, found.others()).certificates();
        return new Signer(
                CertificatePath.subject(certificate),
                Texts.shown(certificate.getIssuerX500Principal().toString(), MAX_SHOWN),
                path.stream().skip(1).map(CertificatePath::subject).toList(),
                addresses(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                algorithm(certificate, found.information()),
                CertificatePath.isSelfSigned(certificate),
                judgement);
    }

    /**
     * What is to be thought of the signer.
     *
     * @param trust empty for a reader that knows neither the time nor whom it trusts
     */
    static SignerJudgement judgement(FoundSigner found, AddressMatch match, Optional<SignatureTrust> trust) {
        boolean isJudged = trust.filter(reader -> !reader.anchors().isEmpty()).isPresent();
        Optional<String> objection = isJudged
                ? new ChainJudge(trust.get()).objection(found.certificate(), found.others())
                : Optional.of("no trusted certificates were given");
        return new SignerJudgement(
                found.state(),
                !isJudged ? Chain.NOT_JUDGED : objection.isEmpty() ? Chain.TRUSTED : Chain.UNTRUSTED,
                objection.orElse(""),
                trust.map(reader -> period(found.certificate(), reader.now())).orElse(Period.NOT_JUDGED),
                match,
                Revocation.NOT_CHECKED,
                hasTimeStamp(found.information()) ? TimeStamp.NOT_CHECKED : TimeStamp.ABSENT);
    }

    private static Period period(X509Certificate certificate, Instant now) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) return Period.NOT_BEGUN;
        return now.isAfter(certificate.getNotAfter().toInstant()) ? Period.ENDED : Period.VALID;
    }

    private static boolean hasTimeStamp(SignerInformation info) {
        AttributeTable attributes = info.getUnsignedAttributes();
        return attributes != null && attributes.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken) != null;
    }

    /** The addresses of its certificate, whose number and length the mail does not decide. */
    static Set<String> addresses(X509Certificate certificate) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String address : CertificateAddresses.of(certificate)) {
            if (addresses.size() < MAX_ADDRESSES) addresses.add(Texts.shown(address, MAX_SHOWN));
        }
        return addresses;
    }

    private static String algorithm(X509Certificate certificate, SignerInformation info) {
        boolean isPss = PKCSObjectIdentifiers.id_RSASSA_PSS.getId().equals(info.getEncryptionAlgOID());
        return KeyStrength.described(certificate.getPublicKey())
                + (isPss ? " PSS, " : ", ")
                + ContentDigests.name(info.getDigestAlgOID());
    }
}
