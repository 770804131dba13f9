package org.qdmail.pipeline;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;

/**
 * Freezes a Jakarta Mail message. Its header is looked at before Jakarta Mail writes it, since that cuts characters to
 * octets: U+010D U+010A would become a line end (CVE-2025-7962 and its kind).
 */
final class ImportedMail {
    private static final String RETURN_RECEIPT = "Return-Receipt-To";

    private final MimeMessage message;
    private final List<String> warnings = new ArrayList<>();

    private ImportedMail(MimeMessage message) {
        this.message = message;
    }

    /** The rendered mail; saves pending changes of the message first. */
    static PipelineMail freeze(MimeMessage message, MailIds ids, SpoolSettings spool) {
        ImportedMail imported = new ImportedMail(message);
        try {
            if (message.getMessageID() == null) message.saveChanges();
            imported.checkHeader();
            Envelope envelope = Envelope.plain(imported.returnPath(), imported.recipients());
            FrozenMail frozen = imported.octets(spool);
            return new PipelineMail(
                    ids.next(),
                    imported.messageId(),
                    envelope,
                    List.of(new FrozenCopy(envelope.recipients(), false, frozen)),
                    imported.warnings,
                    Optional.empty());
        } catch (MessagingException | IOException failure) {
            throw new InvalidMessage(
                    List.of(MimeFaults.notImportable(failure.getClass().getSimpleName())));
        }
    }

    private FrozenMail octets(SpoolSettings spool) throws MessagingException, IOException {
        try (FrozenMailWriter writer = FrozenMailWriter.create(spool)) {
            CrlfLines lines = new CrlfLines(writer);
            message.writeTo(lines, dropped());
            lines.end();
            return writer.freeze();
        }
    }

    private String[] dropped() throws MessagingException {
        if (message.getHeader(RETURN_RECEIPT) == null || isSignedOver(RETURN_RECEIPT)) return new String[] {"Bcc"};
        warnings.add("Return-Receipt-To was left out: servers ignore it; ask for a delivery receipt instead");
        return new String[] {"Bcc", RETURN_RECEIPT};
    }

    private boolean isSignedOver(String field) throws MessagingException {
        String[] signatures = message.getHeader("DKIM-Signature");
        if (signatures == null) return false;
        String wanted = field.toLowerCase(Locale.ROOT);
        for (String signature : signatures) {
            if (signature.toLowerCase(Locale.ROOT).contains(wanted)) return true;
        }
        return false;
    }

    private void checkHeader() throws MessagingException {
        for (String line : Collections.list(message.getAllHeaderLines())) {
            if (!isField(line)) throw InvalidMessage.of(MimeFaults.importedHeader());
        }
    }

    /** A field name, a colon, and a value of ASCII whose line ends are followed by a blank (RFC 5322 section 2.2). */
    private static boolean isField(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) return false;
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (at < colon && (character <= ' ' || character > '~')) return false;
            if (character == '\r' && !isFold(line, at)) return false;
            if (character == '\n' && (at == 0 || line.charAt(at - 1) != '\r')) return false;
            if (character > '~' || character < ' ' && character != '\t' && character != '\r' && character != '\n') {
                return false;
            }
        }
        return true;
    }

    private static boolean isFold(String line, int at) {
        return at + 2 < line.length()
                && line.charAt(at + 1) == '\n'
                && (line.charAt(at + 2) == ' ' || line.charAt(at + 2) == '\t');
    }

    private String messageId() throws MessagingException {
        String id = message.getMessageID();
        if (id == null) throw InvalidMessage.of(MimeFaults.notImportable("no Message-ID"));
        return id.strip();
    }

    private EmailAddress returnPath() throws MessagingException {
        Address sender = message.getSender();
        if (sender instanceof InternetAddress address) return EmailAddress.of(address.getAddress());
        Address @Nullable [] from = message.getFrom();
        if (from != null && from.length > 0 && from[0] instanceof InternetAddress address) {
            return EmailAddress.of(address.getAddress());
        }
        throw InvalidMessage.of(MessageFaults.noSender());
    }

    private List<EmailAddress> recipients() throws MessagingException {
        Set<EmailAddress> recipients = new LinkedHashSet<>();
        for (RecipientType type : List.of(RecipientType.TO, RecipientType.CC, RecipientType.BCC)) {
            Address @Nullable [] addresses = message.getRecipients(type);
            if (addresses == null) continue;
            for (Address address : addresses) {
                if (address instanceof InternetAddress internet) recipients.add(EmailAddress.of(internet.getAddress()));
            }
        }
        if (recipients.isEmpty()) throw InvalidMessage.of(MessageFaults.noRecipient());
        return List.copyOf(recipients);
    }
}
