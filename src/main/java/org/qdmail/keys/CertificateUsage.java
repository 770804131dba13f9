package org.qdmail.keys;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a certificate was made for (RFC 8550 section 4.4). */
public final class CertificateUsage {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    private static final List<String> KEY_USAGES = List.of(
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");

    private static final String ANY = "2.5.29.37.0";
    private static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    private static final Map<String, String> EXTENDED_USAGES = Map.of(
            "1.3.6.1.5.5.7.3.1", "serverAuth",
            "1.3.6.1.5.5.7.3.2", "clientAuth",
            "1.3.6.1.5.5.7.3.3", "codeSigning",
            "1.3.6.1.5.5.7.3.8", "timeStamping",
            "1.3.6.1.5.5.7.3.9", "OCSPSigning");

    private CertificateUsage() {}

    /** What it is made for instead, when it is not made for signing mail. */
    public static Optional<String> otherThanSigningMail(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
            return Optional.of("key usage " + names(usage));
        }
        return extendedOtherThanMail(certificate);
    }

    /**
     * What it is made for instead, when mail may not be encrypted to it: the key of a mail is wrapped with RSA or agreed
     * upon by Diffie-Hellman, so another usage is needed for each.
     */
    public static Optional<String> otherThanDecryptingMail(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        boolean isRsa = KeyStrength.isRsa(certificate.getPublicKey());
        if (usage != null && !usage[isRsa ? KEY_ENCIPHERMENT : KEY_AGREEMENT]) {
            return Optional.of("key usage " + names(usage));
        }
        return extendedOtherThanMail(certificate);
    }

    /** What its extended key usage names instead, when mail is not among it. */
    public static Optional<String> extendedOtherThanMail(X509Certificate certificate) {
        List<String> extended = extended(certificate);
        if (extended.isEmpty() || extended.contains(EMAIL_PROTECTION) || extended.contains(ANY)) {
            return Optional.empty();
        }
        List<String> names = extended.stream()
                .map(oid -> EXTENDED_USAGES.getOrDefault(oid, oid))
                .toList();
        return Optional.of("extended key usage " + String.join(", ", names));
    }

    private static List<String> extended(X509Certificate certificate) {
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            return extended == null ? List.of() : extended;
        } catch (CertificateParsingException damaged) {
            return List.of("that cannot be read");
        }
    }

    private static String names(boolean[] usage) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < usage.length && i < KEY_USAGES.size(); i++) if (usage[i]) names.add(KEY_USAGES.get(i));
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
