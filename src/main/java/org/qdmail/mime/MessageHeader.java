package org.qdmail.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.message.HeaderField;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.Recipient;

/**
 * Writes the header of a message. Bcc is never written, nor what tells which program sent the mail.
 */
final class MessageHeader {
    /** Own fields whose value is structured, beside those that begin with {@code List-} (RFC 2369, 2919, 8058). */
    private static final Set<String> STRUCTURED = Set.of(
            "archived-at", "expires", "precedence", "require-recipient-valid-since", "supersedes", "tls-required");

    private final MailMessage message;
    private final ComposeSettings settings;
    private final String date;
    private final String messageId;
    private final HeaderBlock block = new HeaderBlock();

    MessageHeader(MailMessage message, ComposeSettings settings, String date, String messageId) {
        this.message = message;
        this.settings = settings;
        this.date = date;
        this.messageId = messageId;
    }

    FieldLines write(Mailbox from, Optional<Mailbox> dispositionNotificationTo) {
        block.structured("Date", date);
        block.mailboxes("From", List.of(from));
        message.sender()
                .filter(sender -> !sender.equals(from))
                .ifPresent(sender -> mailboxes("Sender", List.of(sender)));
        mailboxes("Reply-To", message.replyTo());
        recipients("To", message.to());
        recipients("Cc", message.cc());
        if (!message.subject().isEmpty()) block.freeText("Subject", message.subject());
        block.structured("Message-ID", messageId);
        messageIds("In-Reply-To", message.inReplyTo());
        messageIds("References", message.references());
        message.wishes().priority().flatMap(PriorityWish::level).ifPresent(this::priority);
        dispositionNotificationTo.ifPresent(this::readReceipt);
        autoSubmitted();
        message.headers().forEach(this::own);
        return block.structured("MIME-Version", "1.0").checked();
    }

    private void recipients(String name, List<Recipient> recipients) {
        if (recipients.isEmpty()) return;
        List<Mailbox> mailboxes = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) mailboxes.add(recipient.mailbox());
        block.mailboxes(name, mailboxes);
    }

    private void mailboxes(String name, List<Mailbox> mailboxes) {
        if (!mailboxes.isEmpty()) block.mailboxes(name, mailboxes);
    }

    private void messageIds(String name, List<String> ids) {
        if (!ids.isEmpty()) block.structured(name, String.join(" ", ids));
    }

    private void priority(Level level) {
        settings.priorityFields().forEach(field -> block.structured(field.fieldName(), field.value(level)));
    }

    /** One bare address (RFC 8098 section 2.1): with several, readers answer nobody. */
    private void readReceipt(Mailbox to) {
        block.mailboxes("Disposition-Notification-To", List.of(new Mailbox(Optional.empty(), to.address())));
    }

    private void autoSubmitted() {
        if (settings.autoSubmitted() == AutoSubmitted.NO) return;
        boolean reply = !message.inReplyTo().isEmpty()
                && message.returnPath().map(EmailAddress::isNone).orElse(false);
        block.structured("Auto-Submitted", reply ? "auto-replied" : "auto-generated");
    }

    private void own(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (name.startsWith("list-") || STRUCTURED.contains(name)) block.structured(field.name(), field.value());
        else block.freeText(field.name(), field.value());
    }
}
