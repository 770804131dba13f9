package org.qdmail.settings;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.Mailbox;
import org.qdmail.message.HeaderField;
import org.qdmail.message.Wishes;

/**
 * What counts whatever a message says ({@code qdmail.enforce.*}).
 *
 * @param from takes the place of the sender
 * @param bcc get a copy of every mail
 * @param headers take the place of fields of the same name
 * @param wishes the strongest wishes for priority, receipts, signature and encryption
 */
public record EnforceSettings(Optional<Mailbox> from, List<Mailbox> bcc, List<HeaderField> headers, Wishes wishes) {
    public EnforceSettings {
        bcc = List.copyOf(bcc);
        headers = List.copyOf(headers);
    }
}
