package org.qdmail.settings;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.message.HeaderField;
import org.qdmail.message.Wishes;

/**
 * What counts where a message and its method say nothing ({@code qdmail.defaults.*}).
 *
 * @param from the sender
 * @param returnPath where reports go; empty for the address of the sender
 * @param replyTo where answers go
 * @param alwaysBcc get a copy of every mail
 * @param headers fields that every mail has
 * @param subjectPrefix stands before every subject ({@code qdmail.safety.subject-prefix})
 * @param wishes the weakest wishes for priority, receipts, signature and encryption
 */
public record DefaultSettings(
        Optional<Mailbox> from,
        Optional<EmailAddress> returnPath,
        List<Mailbox> replyTo,
        List<Mailbox> alwaysBcc,
        List<HeaderField> headers,
        Optional<String> subjectPrefix,
        Wishes wishes) {
    public DefaultSettings {
        replyTo = List.copyOf(replyTo);
        alwaysBcc = List.copyOf(alwaysBcc);
        headers = List.copyOf(headers);
    }
}
