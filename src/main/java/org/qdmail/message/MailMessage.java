package org.qdmail.message;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.InvalidMessage;

/**
 * A mail message as the application means it: recipients, texts, files and wishes. Immutable and safe on any thread;
 * {@link #edit()} makes another from it. What exists holds no control characters, no unanswered {@code cid:} and no
 * faulty address. A sender and a recipient are demanded at hand-off only, since configuration may supply them.
 */
public final class MailMessage {
    private final MessageParts parts;
    private final Wishes wishes;

    private MailMessage(MessageParts parts, Wishes wishes) {
        this.parts = parts;
        this.wishes = wishes;
    }

    /** Starts an empty message. */
    public static Builder builder() {
        return new Builder(new Draft());
    }

    /** Starts a message to these mailboxes; each text holds exactly one, such as {@code Taro <taro@example.jp>}. */
    public static Builder to(String... mailboxes) {
        return builder().to(mailboxes);
    }

    /** Starts a message to these mailboxes. */
    public static Builder to(Mailbox... mailboxes) {
        return builder().to(mailboxes);
    }

    /** Starts a message to these recipients. */
    public static Builder to(Recipient... recipients) {
        return builder().to(recipients);
    }

    /** Starts a message to these recipients. */
    public static Builder to(Collection<Recipient> recipients) {
        return builder().to(recipients);
    }

    /** The recipients of the To field, each address once; one that stands here as well is in no other list. */
    public List<Recipient> to() {
        return parts.to();
    }

    public List<Recipient> cc() {
        return parts.cc();
    }

    /** Recipients that no field names. */
    public List<Recipient> bcc() {
        return parts.bcc();
    }

    public Optional<Mailbox> from() {
        return parts.from();
    }

    public Optional<Mailbox> sender() {
        return parts.sender();
    }

    public List<Mailbox> replyTo() {
        return parts.replyTo();
    }

    /** The envelope sender; {@link EmailAddress#NONE} for the null sender, empty for the configured one. */
    public Optional<EmailAddress> returnPath() {
        return parts.returnPath();
    }

    /** The subject; empty when there is none. */
    public String subject() {
        return parts.subject().orElse("");
    }

    /** The plain text with its line ends as given. */
    public Optional<String> text() {
        return parts.text();
    }

    public Optional<String> html() {
        return parts.html();
    }

    /** Whether the composer makes the plain text from the HTML. */
    public boolean derivesText() {
        return parts.html().isPresent() && parts.text().isEmpty() && !parts.plainTextOff();
    }

    /** Further forms of the body, to stand between plain text and HTML. */
    public List<Content> alternatives() {
        return parts.alternatives();
    }

    public List<Attachment> attachments() {
        return parts.attachments();
    }

    public List<InlinePart> inlineParts() {
        return parts.inlineParts();
    }

    /** The application's own header fields, each name once. */
    public List<HeaderField> headers() {
        return parts.headers();
    }

    /** Message-IDs with their angle brackets. */
    public List<String> inReplyTo() {
        return parts.inReplyTo();
    }

    /** Message-IDs with their angle brackets. */
    public List<String> references() {
        return parts.references();
    }

    /** The level set on this message, not one of an annotation or of the configuration. */
    public Optional<Level> priority() {
        return wishes.priority().flatMap(PriorityWish::level);
    }

    /** What is decided on priority, receipts, signature and encryption. */
    public Wishes wishes() {
        return wishes;
    }

    /** Where read receipts go. Does not ask for any. */
    public Optional<Mailbox> readReceiptTo() {
        return parts.readReceiptTo();
    }

    public Optional<String> tag() {
        return parts.tag();
    }

    /** The same message, each undecided aspect decided by these wishes. */
    public MailMessage withWishes(Wishes weaker) {
        if (weaker.isEmpty()) return this;
        return new MailMessage(parts, wishes.orElse(weaker));
    }

    /** The same message, these wishes before its own. */
    public MailMessage withEnforced(Wishes stronger) {
        if (stronger.isEmpty()) return this;
        return new MailMessage(parts, stronger.orElse(wishes));
    }

    /** Whether it asks anybody for a receipt: the message as a whole or one of its recipients. */
    public boolean asksReceipt() {
        return Receipts.askedBy(parts, wishes);
    }

    /**
     * A builder filled with this message. Its list verbs add; a verb of one value replaces what this message had, and
     * so does {@code header} for a field of the same name.
     */
    public Builder edit() {
        return new Builder(new Draft(parts, wishes));
    }

    /** Counts only: no address, no text. */
    @Override
    public String toString() {
        return "MailMessage(to " + to().size() + ", cc " + cc().size() + ", bcc " + bcc().size() + ", attachments "
                + attachments().size() + ")";
    }

    /**
     * Collects the parts of a message. A verb records what is wrong with its arguments, and {@link #build()} reports
     * all of it at once. For one thread.
     */
    public static final class Builder {
        private final Draft draft;

        private Builder(Draft draft) {
            this.draft = draft;
        }

        /** Adds recipients; each text holds exactly one mailbox. */
        public Builder to(String... mailboxes) {
            for (String mailbox : mailboxes) draft.to.add(() -> Recipient.of(mailbox));
            return this;
        }

        public Builder to(Mailbox... mailboxes) {
            for (Mailbox mailbox : mailboxes) draft.to.add(() -> Recipient.of(mailbox));
            return this;
        }

        public Builder to(Recipient... recipients) {
            return to(List.of(recipients));
        }

        public Builder to(Collection<Recipient> recipients) {
            for (Recipient recipient : recipients) draft.to.add(() -> recipient);
            return this;
        }

        /** Adds recipients of copies; each text holds exactly one mailbox. */
        public Builder cc(String... mailboxes) {
            for (String mailbox : mailboxes) draft.cc.add(() -> Recipient.of(mailbox));
            return this;
        }

        public Builder cc(Mailbox... mailboxes) {
            for (Mailbox mailbox : mailboxes) draft.cc.add(() -> Recipient.of(mailbox));
            return this;
        }

        public Builder cc(Recipient... recipients) {
            return cc(List.of(recipients));
        }

        public Builder cc(Collection<Recipient> recipients) {
            for (Recipient recipient : recipients) draft.cc.add(() -> recipient);
            return this;
        }

        /** Adds recipients that no field names; each text holds exactly one mailbox. */
        public Builder bcc(String... mailboxes) {
            for (String mailbox : mailboxes) draft.bcc.add(() -> Recipient.of(mailbox));
            return this;
        }

        public Builder bcc(Mailbox... mailboxes) {
            for (Mailbox mailbox : mailboxes) draft.bcc.add(() -> Recipient.of(mailbox));
            return this;
        }

        public Builder bcc(Recipient... recipients) {
            return bcc(List.of(recipients));
        }

        public Builder bcc(Collection<Recipient> recipients) {
            for (Recipient recipient : recipients) draft.bcc.add(() -> recipient);
            return this;
        }

        /** The author, in place of {@code qdmail.defaults.from}. */
        public Builder from(String mailbox) {
            draft.from(() -> Mailbox.parse(mailbox));
            return this;
        }

        public Builder from(Mailbox mailbox) {
            draft.from(() -> mailbox);
            return this;
        }

        /** Who sent it for the author (RFC 5322 section 3.6.2). */
        public Builder sender(String mailbox) {
            draft.sender(() -> Mailbox.parse(mailbox));
            return this;
        }

        public Builder sender(Mailbox mailbox) {
            draft.sender(() -> mailbox);
            return this;
        }

        /** Adds mailboxes that answers go to. */
        public Builder replyTo(String... mailboxes) {
            for (String mailbox : mailboxes) draft.replyTo.add(() -> Mailbox.parse(mailbox));
            return this;
        }

        public Builder replyTo(Mailbox... mailboxes) {
            for (Mailbox mailbox : mailboxes) draft.replyTo.add(() -> mailbox);
            return this;
        }

        /** The envelope sender, where reports go: an address without a name. */
        public Builder returnPath(String address) {
            draft.returnPath(() -> EmailAddress.of(address));
            return this;
        }

        /** The envelope sender; {@link EmailAddress#NONE} is the null sender, which excludes receipts (MAIL-0251). */
        public Builder returnPath(EmailAddress address) {
            draft.returnPath(() -> address);
            return this;
        }

        /** The envelope sender; the name does not travel. */
        public Builder returnPath(Mailbox mailbox) {
            return returnPath(mailbox.address());
        }

        public Builder subject(String subject) {
            draft.subject(() -> BodyText.line("subject", subject));
            return this;
        }

        /** The plain text; {@code ""} is an intended empty body. CR, LF and CRLF each end a line. */
        public Builder text(String text) {
            draft.text(() -> BodyText.lines("text", text));
            return this;
        }

        /** The HTML; plain text is made from it unless {@link #text} gives one. */
        public Builder html(String html) {
            draft.html(() -> BodyText.lines("html", html));
            return this;
        }

        /** No plain text is made from the HTML. */
        public Builder plainTextOff() {
            draft.plainTextOff = true;
            return this;
        }

        /** Adds another form of the body, for instance {@code text/calendar; method=REQUEST}. */
        public Builder alternative(Content content) {
            draft.alternative(content);
            return this;
        }

        /** Adds a file under the last element of its path; it is read when the message is rendered. */
        public Builder attach(Path file) {
            draft.attachments.add(() -> Attachment.of(FileNames.of(file), Content.of(file)));
            return this;
        }

        /** Adds octets, copied now. */
        public Builder attach(String name, byte[] octets, String mediaType) {
            String place = draft.attachments.next();
            boolean named = draft.findings.passes(place, () -> FileNames.check(name));
            Optional<Content> content = draft.findings.made(place, () -> Content.of(octets, mediaType));
            if (named) content.ifPresent(held -> draft.attachments.put(Attachment.of(name, held)));
            return this;
        }

        public Builder attach(Attachment attachment) {
            draft.attachments.add(() -> attachment);
            return this;
        }

        /** Adds content that the HTML refers to as {@code cid:} with this id. */
        public Builder inline(String cid, Content content) {
            draft.inlineParts.add(() -> new InlinePart(cid, content));
            return this;
        }

        /**
         * Adds a field of the application's own. Refused are fields that have a verb, MIME fields and the priority
         * fields (MAIL-0221), and the old receipt fields (MAIL-0222).
         */
        public Builder header(String name, String value) {
            draft.headers.add(() -> new HeaderField(name, value));
            return this;
        }

        public Builder header(HeaderField field) {
            draft.headers.add(() -> field);
            return this;
        }

        /** Adds Message-IDs of the mails that this one answers, each in angle brackets. */
        public Builder inReplyTo(String... messageIds) {
            for (String id : messageIds) draft.inReplyTo.add(() -> MessageIds.checked(id));
            return this;
        }

        /** Adds Message-IDs of the thread, the oldest first, each in angle brackets. */
        public Builder references(String... messageIds) {
            for (String id : messageIds) draft.references.add(() -> MessageIds.checked(id));
            return this;
        }

        /** Beats annotations and defaults. */
        public Builder priority(Level level) {
            draft.wishing.priority(PriorityWish.of(level));
            return this;
        }

        /** None of the priority fields, whatever an annotation or a default says. */
        public Builder noPriority() {
            draft.wishing.priority(PriorityWish.NONE);
            return this;
        }

        /**
         * Asks for receipts; beats annotations and defaults. Without a kind it asks for DELIVERY. READ is a nuisance to
         * many readers and proves little; see {@link ReceiptKind#READ}.
         */
        public Builder receipt(ReceiptKind... kinds) {
            draft.wishing.receipt(kinds);
            return this;
        }

        /** Asks for delivery reports on these events, in place of {@code qdmail.receipt.delivery.notify}. */
        public Builder receiptOn(Notify... events) {
            draft.findings.made("receiptOn", () -> NotifyOn.of(events)).ifPresent(draft.wishing::receiptOn);
            return this;
        }

        /** No receipt, whatever an annotation or a default says; a recipient's own reports stay. */
        public Builder noReceipt() {
            draft.wishing.noReceipt();
            return this;
        }

        /** Where read receipts go, in place of the return path. Does not ask for any. One only (MAIL-0252). */
        public Builder readReceiptTo(String mailbox) {
            draft.readReceiptTo(() -> ReadAddress.of(mailbox));
            return this;
        }

        public Builder readReceiptTo(Mailbox mailbox) {
            draft.readReceiptTo(() -> mailbox);
            return this;
        }

        /** Signs with the unnamed identity. */
        public Builder signed() {
            return signed("");
        }

        /** Signs with an identity of the configuration. */
        public Builder signed(String identity) {
            draft.wishing.signature(SignatureWish.by(identity));
            return this;
        }

        /** No signature, whatever an annotation or a default says. */
        public Builder unsigned() {
            draft.wishing.signature(SignatureWish.UNSIGNED);
            return this;
        }

        /**
         * Encrypts to every recipient, Bcc included, and hides the whole body with its files; of the header what {@code
         * qdmail.encrypt.subject} says. A recipient without a usable certificate stops the mail for all of them.
         */
        public Builder encrypted() {
            draft.wishing.encryption(EncryptionWish.ENCRYPTED);
            return this;
        }

        /** No encryption, whatever a default says. */
        public Builder unencrypted() {
            draft.wishing.encryption(EncryptionWish.UNENCRYPTED);
            return this;
        }

        /** Qualifies events and metrics: few values, no personal data, at most 100 characters. */
        public Builder tag(String tag) {
            draft.tag(() -> BodyText.tag(tag));
            return this;
        }

        /**
         * The message.
         *
         * @throws InvalidMessage with every fault, each with its number and its place, such as {@code to[0]}
         */
        public MailMessage build() {
            return new MailMessage(draft.finished(), draft.wishing.wishes());
        }
    }
}
