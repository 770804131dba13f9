package org.qdmail.message;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;

/** What a message holds beside its wishes. Lists are unmodifiable. */
record MessageParts(
        List<Recipient> to,
        List<Recipient> cc,
        List<Recipient> bcc,
        Optional<Mailbox> from,
        Optional<Mailbox> sender,
        List<Mailbox> replyTo,
        Optional<EmailAddress> returnPath,
        Optional<String> subject,
        Optional<String> text,
        Optional<String> html,
        boolean plainTextOff,
        List<Content> alternatives,
        List<Attachment> attachments,
        List<InlinePart> inlineParts,
        List<HeaderField> headers,
        List<String> inReplyTo,
        List<String> references,
        Optional<Mailbox> readReceiptTo,
        Optional<String> tag) {}
