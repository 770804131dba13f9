package org.qdmail.pipeline;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.Mailbox;
import org.qdmail.encryption.Readers;
import org.qdmail.envelope.EnvelopeRecipient;

/**
 * One of the texts that a message is sent as. Recipients get different octets only where some of them are asked for a
 * read receipt or cannot take a signature; and each hidden one of an encrypted mail, since it tells who can open it.
 *
 * @param recipients who gets it
 * @param readReceiptTo where read receipts shall go, if they are asked for
 * @param signingIdentity who signs, if it is signed
 * @param readers who can open it, if it is encrypted
 */
record Copy(
        List<EnvelopeRecipient> recipients,
        Optional<Mailbox> readReceiptTo,
        Optional<String> signingIdentity,
        Optional<Readers> readers) {
    Copy {
        recipients = List.copyOf(recipients);
    }
}
