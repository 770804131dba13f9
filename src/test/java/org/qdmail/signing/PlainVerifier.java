package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Bouncy Castle by itself, on the octets between the delimiters as they stand: nothing of our reading is in between. */
public final class PlainVerifier {
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private PlainVerifier() {}

    public static boolean verifies(byte[] mail) throws Exception {
        CMSSignedData data = signature(mail);
        SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
        return signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER).build(certificate(data)));
    }

    /** The same for a signature around its content. */
    public static boolean verifiesOpaque(byte[] mail) throws Exception {
        String text = new String(mail, ISO_8859_1);
        CMSSignedData data =
                new CMSSignedData(Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4)));
        return data.getSignerInfos()
                .getSigners()
                .iterator()
                .next()
                .verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(PROVIDER)
                        .build(certificate(data)));
    }

    /** The serial number of the signer's certificate. */
    static BigInteger serial(byte[] mail) throws Exception {
        return certificate(signature(mail)).getSerialNumber();
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder certificate(CMSSignedData data) {
        SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
        return (X509CertificateHolder)
                data.getCertificates().getMatches(signer.getSID()).iterator().next();
    }

    private static CMSSignedData signature(byte[] mail) throws Exception {
        String text = new String(mail, ISO_8859_1);
        String type = text.substring(text.indexOf("Content-Type: multipart/signed"));
        String boundary = type.substring(type.indexOf("boundary=\"") + 10);
        boundary = boundary.substring(0, boundary.indexOf('"'));
        int start = text.indexOf("\r\n--" + boundary + "\r\n") + boundary.length() + 6;
        int end = text.indexOf("\r\n--" + boundary + "\r\n", start);
        byte[] content = Arrays.copyOfRange(mail, start, end);
        String part = text.substring(end, text.indexOf("\r\n--" + boundary + "--", end));
        byte[] signature = Base64.getMimeDecoder().decode(part.substring(part.indexOf("\r\n\r\n") + 4));
        return new CMSSignedData(new CMSProcessableByteArray(content), signature);
    }
}
