package org.qdmail.pipeline;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
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

/** Freezes a Jakarta Mail message; {@link ImportGate} looks at the lines that Jakarta Mail makes. */
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
            FrozenMail frozen = imported.octets(spool);
            try {
                return imported.mail(ids.next(), frozen);
            } catch (MessagingException | RuntimeException | Error failure) {
                frozen.close();
                throw failure;
            }
        } catch (MessagingException | IOException failure) {
            throw new InvalidMessage(
                    List.of(MimeFaults.notImportable(failure.getClass().getSimpleName())));
        }
    }

    private PipelineMail mail(String id, FrozenMail frozen) throws MessagingException {
        Envelope envelope = Envelope.plain(returnPath(), recipients());
        return new PipelineMail(
                id,
                messageId(),
                envelope,
                List.of(new FrozenCopy(envelope.recipients(), false, frozen)),
                warnings,
                Optional.empty());
    }

    private FrozenMail octets(SpoolSettings spool) throws MessagingException, IOException {
        try (FrozenMailWriter writer = FrozenMailWriter.create(spool)) {
            CrlfLines lines = new CrlfLines(writer);
            message.writeTo(new ImportGate(message, lines), dropped());
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
