package org.qdmail.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.qdmail.signing.CertificateMaker.Issued;

/** Signatures that Bouncy Castle's generator makes, good ones and such as nobody should make. */
final class ForeignSignatures {
    static final String CONTENT = "Content-Type: text/plain\r\n\r\nHello\r\n";

    private ForeignSignatures() {}

    /** Two signers over the content; the second one may have signed something else. */
    static byte[] detached(byte[] content, Issued first, Issued second, boolean isSecondIntact) {
        byte[] other = isSecondIntact ? content : "something else".getBytes(StandardCharsets.US_ASCII);
        try {
            CMSSignedData one = generator(first).generate(new CMSProcessableByteArray(content));
            CMSSignedData two = generator(second).generate(new CMSProcessableByteArray(other));
            CMSSignedDataGenerator both = new CMSSignedDataGenerator();
            both.addCertificates(new JcaCertStore(List.of(first.certificate(), second.certificate())));
            both.addSigners(one.getSignerInfos());
            both.addSigners(two.getSignerInfos());
            return both.generate(new CMSProcessableByteArray(content)).getEncoded();
        } catch (CMSException | GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A signature over a content that it carries along. */
    static byte[] encapsulated(Issued signer, String content) {
        try {
            return generator(signer)
                    .generate(new CMSProcessableByteArray(content.getBytes(StandardCharsets.US_ASCII)), true)
                    .getEncoded();
        } catch (CMSException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A signature of one over {@link #CONTENT} that brings these certificates along. */
    static byte[] bringing(Issued signer, List<X509Certificate> certificates) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .build("SHA256withRSA", signer.keys().getPrivate(), signer.certificate()));
            generator.addCertificates(new JcaCertStore(certificates));
            return generator
                    .generate(new CMSProcessableByteArray(CONTENT.getBytes(StandardCharsets.US_ASCII)))
                    .getEncoded();
        } catch (CMSException | GeneralSecurityException | OperatorCreationException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A mail of {@link #CONTENT} with this signature beside it. */
    static String mail(byte[] signature) {
        return "From: alice@example.com\r\nContent-Type: multipart/signed; micalg=sha-256;"
                + " protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n"
                + "--b\r\n" + CONTENT + "\r\n--b\r\n"
                + "Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(signature) + "\r\n--b--\r\n";
    }

    /** Around a content. */
    static byte[] withoutSigner(String content) {
        try {
            CMSProcessableByteArray octets = new CMSProcessableByteArray(content.getBytes(StandardCharsets.US_ASCII));
            return new CMSSignedDataGenerator().generate(octets, true).getEncoded();
        } catch (CMSException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static byte[] withoutSigner() {
        try {
            CMSSignedData none = new CMSSignedDataGenerator().generate(new CMSProcessableByteArray(new byte[0]));
            return CMSSignedData.replaceSigners(none, new SignerInformationStore(List.of()))
                    .getEncoded();
        } catch (CMSException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static CMSSignedDataGenerator generator(Issued signer) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            String algorithm = signer.publicKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .build(algorithm, signer.keys().getPrivate(), signer.certificate()));
            generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
            return generator;
        } catch (CMSException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
