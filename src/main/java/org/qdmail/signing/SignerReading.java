package org.qdmail.signing;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.SignerInformation;
import org.qdmail.failure.Texts;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.keys.KeyStrength;
import org.qdmail.signing.SignatureReport.Signer;

/** Describes a signer by the certificate in the mail. */
final class SignerReading {
    private static final int MAX_SHOWN = 320;
    private static final int MAX_ADDRESSES = 20;

    private SignerReading() {}

    /**
     * The signer.
     *
     * @param others certificates that the mail brings
     */
    static Signer of(X509Certificate certificate, List<X509Certificate> others, SignerInformation info) {
        List<X509Certificate> path = CertificatePath.from(certificate, others).certificates();
        return new Signer(
                CertificatePath.subject(certificate),
                Texts.shown(certificate.getIssuerX500Principal().toString(), MAX_SHOWN),
                path.stream().skip(1).map(CertificatePath::subject).toList(),
                addresses(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                algorithm(certificate, info),
                CertificatePath.isSelfSigned(certificate));
    }

    private static Set<String> addresses(X509Certificate certificate) {
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
