package org.qdmail.pipeline;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.EnvelopeRecipient;

/**
 * One of the texts that a message is sent as. Recipients get different octets only where some of them are asked for a
 * read receipt or cannot take a signature.
 *
 * @param recipients who gets it
 * @param readReceiptTo where read receipts shall go, if they are asked for
 * @param signingIdentity who signs, if it is signed
 */
record Copy(List<EnvelopeRecipient> recipients, Optional<Mailbox> readReceiptTo, Optional<String> signingIdentity) {
    Copy {
        recipients = List.copyOf(recipients);
    }
}
