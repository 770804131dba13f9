package org.qdmail.wire;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a TLSA record of a mail server says about its certificate (RFC 6698 section 2.1, RFC 7672 section 3.1).
 *
 * @param usage whose certificate it is
 * @param selector what of it counts
 * @param matching how that is compared
 * @param data in hexadecimal digits
 */
public record CertificateAssociation(Usage usage, Selector selector, Matching matching, String data) {
    private static final int DANE_TA = 2;
    private static final int DANE_EE = 3;

    /** Whose certificate it is. */
    public enum Usage {
        /** An authority's: the server's own has to name the server and be valid below it. */
        AUTHORITY,
        /** The server's own, whatever stands in it. */
        SERVER
    }

    /** What of a certificate counts. */
    public enum Selector {
        CERTIFICATE,
        PUBLIC_KEY
    }

    /** How it is compared. */
    public enum Matching {
        EXACT(0),
        SHA_256(32),
        SHA_512(64);

        private final int octets;

        Matching(int octets) {
            this.octets = octets;
        }
    }

    /**
     * Of the values of a record; empty when it is of no use for mail (RFC 7672 section 3.1.3): of another kind, or with data
     * that nothing can match.
     */
    public static Optional<CertificateAssociation> of(int usage, int selector, int matching, byte[] data) {
        if (usage != DANE_TA && usage != DANE_EE) return Optional.empty();
        if (selector < 0 || selector >= Selector.values().length) return Optional.empty();
        if (matching < 0 || matching >= Matching.values().length) return Optional.empty();
        Matching kind = Matching.values()[matching];
        if (kind == Matching.EXACT ? data.length == 0 : data.length != kind.octets) return Optional.empty();
        return Optional.of(new CertificateAssociation(
                usage == DANE_TA ? Usage.AUTHORITY : Usage.SERVER,
                Selector.values()[selector],
                kind,
                HexFormat.of().formatHex(data)));
    }

    boolean matches(X509Certificate certificate) throws CertificateException {
        byte[] selected = selector == Selector.CERTIFICATE
                ? certificate.getEncoded()
                : certificate.getPublicKey().getEncoded();
        return HexFormat.of().formatHex(compared(selected)).equals(data);
    }

    private byte[] compared(byte[] selected) throws CertificateException {
        try {
            return switch (matching) {
                case EXACT -> selected;
                case SHA_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case SHA_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
            };
        } catch (NoSuchAlgorithmException lacking) {
            throw new CertificateException(lacking);
        }
    }

    /** The certificate that it holds itself, which a server need not send then. */
    Optional<X509Certificate> held() {
        if (selector != Selector.CERTIFICATE || matching != Matching.EXACT) return Optional.empty();
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(HexFormat.of().parseHex(data))));
        } catch (CertificateException broken) {
            return Optional.empty(); // matches nothing either
        }
    }
}
