package org.qdmail.envelope;

import org.qdmail.address.EmailAddress;

/**
 * One RCPT command.
 *
 * @param address the forward path; never the null address
 * @param options its parameters
 */
public record EnvelopeRecipient(EmailAddress address, RecipientOptions options) {
    public EnvelopeRecipient {
        if (address.isNone()) throw new IllegalArgumentException("a recipient needs an address");
    }
}
