package org.qdmail.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.qdmail.message.Level;
import org.qdmail.mime.PriorityReading;
import org.qdmail.reading.MailReading;
import org.qdmail.reading.ReadPart;
import org.qdmail.signing.SignatureReading;
import org.qdmail.signing.SignatureReport;
import org.qdmail.signing.SignatureTrust;

/** What a person wants to know of a mail, read from its first octets. Hostile mail has a view as well. */
final class MailView {
    /** Beyond it a mail is not looked at; its source still is complete. */
    static final int MAX_OCTETS = 16 << 20;

    private static final SignatureReport UNSIGNED = new SignatureReport(
            SignatureReport.State.UNSIGNED,
            SignatureReport.Coverage.NONE,
            List.of(),
            SignatureReport.AddressMatch.NONE,
            SignatureReport.HeaderCoverage.NONE,
            "");
    private static final Set<String> CMS_TYPES = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Set<String> ENCRYPTED = Set.of("enveloped-data", "authenveloped-data");

    private final OctetSource source;
    private final byte[] octets;
    private final MailReading reading;

    private MailView(OctetSource source, byte[] octets) {
        this.source = source;
        this.octets = octets;
        this.reading = MailReading.of(octets);
    }

    static MailView of(OctetSource source) throws IOException {
        try (InputStream in = source.open()) {
            return new MailView(source, in.readNBytes(MAX_OCTETS));
        }
    }

    MailReading reading() {
        return reading;
    }

    LineNumbers lines() {
        return LineNumbers.of(octets);
    }

    String field(String name) {
        return reading.field(name).orElse("");
    }

    /** The addresses in the first field of this name; read before decoding, since a decoded name may hold anything. */
    List<String> addresses(String name) {
        return reading.fields().stream()
                .filter(field -> field.is(name))
                .findFirst()
                .map(field ->
                        AddressReading.addresses(field.raw().replace("\r", "").replace("\n", "")))
                .orElse(List.of());
    }

    Optional<Level> priority() {
        return PriorityReading.of(reading::field);
    }

    List<ReadPart> attachments() {
        return reading.parts().stream()
                .filter(ReadPart::isAttachment)
                .filter(part -> !isSignature(part))
                .toList();
    }

    private static boolean isSignature(ReadPart part) {
        return part.mediaType().endsWith("pkcs7-signature");
    }

    /** Whether it looks signed; what the signature is worth says {@link #signature()}. */
    boolean isSigned() {
        return reading.parts().stream().anyMatch(MailView::isSigned);
    }

    private static boolean isSigned(ReadPart part) {
        return part.mediaType().equals("multipart/signed")
                || CMS_TYPES.contains(part.mediaType()) && !isEncrypted(part);
    }

    /** Whether a part of it is encrypted (RFC 8551 section 3.2.2); whether it is signed inside nobody can tell. */
    boolean isEncrypted() {
        return reading.parts().stream().anyMatch(MailView::isEncrypted);
    }

    /** Whether nothing of its body can be read by others. */
    boolean isEncryptedAsWhole() {
        return isEncrypted(reading.parts().get(0));
    }

    private static boolean isEncrypted(ReadPart part) {
        return CMS_TYPES.contains(part.mediaType())
                && part.typeParameter("smime-type")
                        .map(type -> type.toLowerCase(Locale.ROOT))
                        .filter(ENCRYPTED::contains)
                        .isPresent();
    }

    SignatureReport signature() throws IOException {
        if (!isSigned()) return UNSIGNED;
        try (InputStream in = source.open()) {
            return SignatureReading.of(in);
        }
    }

    SignatureReport signature(SignatureTrust trust) throws IOException {
        if (!isSigned()) return UNSIGNED;
        try (InputStream in = source.open()) {
            return SignatureReading.of(in, trust);
        }
    }

    /** Who wants a read receipt, if anybody (RFC 8098 section 2.1). */
    Optional<String> readReceiptTo() {
        return reading.field("Disposition-Notification-To");
    }
}
