package org.qdmail.keys;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.SigningFailed;

/** A file of certificates alone, as people exchange them: one in DER, or any number in PEM (RFC 7468). */
public final class CertificateFile {
    private static final byte DER_SEQUENCE = 0x30;

    private CertificateFile() {}

    /**
     * The certificates, in the order of the file; at least one.
     *
     * @throws SigningFailed when there is none, or the file is damaged (MAIL-0401)
     */
    public static List<X509Certificate> certificates(KeyFile file) {
        byte[] octets = file.octets();
        if (octets.length == 0 || octets[0] != DER_SEQUENCE)
            return PemFile.of(file).certificates();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return List.of((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets)));
        } catch (CertificateException damaged) {
            throw new SigningFailed(KeyFaults.notACertificate(file.place(), file.path()), damaged);
        }
    }
}
