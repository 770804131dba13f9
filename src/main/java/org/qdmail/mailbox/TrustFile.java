package org.qdmail.mailbox;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The mailbox's certificate as PEM, which clients read to trust it. */
final class TrustFile {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private TrustFile() {}

    static String pem(X509Certificate certificate) {
        try {
            String lines = new String(LINES.encode(certificate.getEncoded()), StandardCharsets.US_ASCII);
            return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException impossible) {
            throw new AssertionError("a certificate that was read has its octets", impossible);
        }
    }

    static X509Certificate read(byte[] pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
