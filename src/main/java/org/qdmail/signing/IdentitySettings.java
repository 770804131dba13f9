package org.qdmail.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.qdmail.address.AddressPattern;
import org.qdmail.keys.KeyPassword;
import org.qdmail.keys.LegacyCiphers;

/**
 * Where an identity is found and for whom it signs ({@code qdmail.sign.*}).
 *
 * @param name the name of the identity; empty for the unnamed one
 * @param certificateFile PEM, or PKCS#12 when the name ends in {@code .pfx} or {@code .p12}; absolute
 * @param privateKeyFile the key of a PEM pair; absolute; not read for PKCS#12. Absent: the key stands in {@code
 *     certificateFile}
 * @param password of the key or of the PKCS#12 file; one in a file is read whenever the key is
 * @param alias the entry of a PKCS#12 file with several, whatever the case
 * @param chainFile PEM with intermediate certificates; absolute
 * @param legacyCiphers whether a PKCS#12 file may be encrypted with RC2
 * @param algorithm the algorithm; {@code AUTO} goes by the key
 * @param format whether the content stands beside the signature or inside of it
 * @param from the senders this identity may sign for; empty for the addresses in the certificate
 * @param fromMismatch what happens with other senders
 * @param skipDomains recipients that get an unsigned copy
 * @param expiryWarning how long before its end the certificate is worth a warning; not negative
 * @param protectHeaders whether the signature covers the fields of the header too (RFC 9788)
 * @param selfCheck whether each signature is verified before it is sent
 * @param timeStamps who puts a time stamp on each signature
 */
public record IdentitySettings(
        String name,
        Path certificateFile,
        Optional<Path> privateKeyFile,
        Optional<KeyPassword> password,
        Optional<String> alias,
        Optional<Path> chainFile,
        LegacyCiphers legacyCiphers,
        SigningAlgorithm algorithm,
        Format format,
        List<AddressPattern> from,
        FromMismatch fromMismatch,
        List<AddressPattern> skipDomains,
        Duration expiryWarning,
        boolean protectHeaders,
        boolean selfCheck,
        Optional<TimeStampSettings> timeStamps) {
    private static final Duration EXPIRY_WARNING = Duration.ofDays(30);

    public IdentitySettings {
        from = List.copyOf(from);
        skipDomains = List.copyOf(skipDomains);
        if (!certificateFile.isAbsolute()) throw new IllegalArgumentException("not absolute: " + certificateFile);
        privateKeyFile.ifPresent(IdentitySettings::absolute);
        chainFile.ifPresent(IdentitySettings::absolute);
        if (expiryWarning.isNegative()) throw new IllegalArgumentException("negative: " + expiryWarning);
    }

    /** A PEM pair whose key is in clear, with every default. */
    public static IdentitySettings pair(String name, Path certificateFile, Path privateKeyFile) {
        return new IdentitySettings(
                name,
                certificateFile,
                Optional.of(privateKeyFile),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LegacyCiphers.REFUSED,
                SigningAlgorithm.AUTO,
                Format.DETACHED,
                List.of(),
                FromMismatch.FAIL,
                List.of(),
                EXPIRY_WARNING,
                false,
                false,
                Optional.empty());
    }

    /** Where the signed content stands. */
    public enum Format {
        /** Beside the signature, {@code multipart/signed}: every mail program shows it (RFC 8551 section 3.5.3). */
        DETACHED,
        /** Inside of it, {@code application/pkcs7-mime}: no relay can change it, few programs show it (section 3.5.2). */
        OPAQUE
    }

    /** What happens when neither From nor Sender is covered by the identity ({@code qdmail.sign.from-mismatch}). */
    public enum FromMismatch {
        /** The mail is refused (MAIL-0406). */
        FAIL,
        /** The mail is signed all the same, with a warning in its result. */
        WARN
    }

    private static void absolute(Path file) {
        if (!file.isAbsolute()) throw new IllegalArgumentException("not absolute: " + file);
    }
}
