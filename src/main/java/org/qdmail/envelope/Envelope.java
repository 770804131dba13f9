package org.qdmail.envelope;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;

/**
 * The envelope of one transaction: what MAIL and RCPT say (RFC 5321 section 2.3.1, RFC 3461).
 *
 * @param returnPath where reports go; {@link EmailAddress#NONE} for the null sender
 * @param recipients at least one, each address once
 * @param envelopeId ENVID, where a report is wanted
 * @param returnContent RET, where a report is wanted
 */
public record Envelope(
        EmailAddress returnPath,
        List<EnvelopeRecipient> recipients,
        Optional<EnvelopeId> envelopeId,
        Optional<ReturnContent> returnContent) {
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) throw new IllegalArgumentException("an envelope needs a recipient");
    }

    /** An envelope that asks for nothing. */
    public static Envelope plain(EmailAddress returnPath, List<EmailAddress> recipients) {
        return new Envelope(
                returnPath,
                recipients.stream()
                        .map(address -> new EnvelopeRecipient(address, RecipientOptions.NONE))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether a delivery report is wanted for at least one recipient. */
    public boolean asksReceipt() {
        for (EnvelopeRecipient recipient : recipients) {
            NotifyOn reports = recipient.options().reports();
            if (!reports.isDefault() && !reports.isNever()) return true;
        }
        return false;
    }

    /** The same envelope for a part of its recipients. */
    public Envelope forRecipients(List<EnvelopeRecipient> some) {
        return some.equals(recipients) ? this : new Envelope(returnPath, some, envelopeId, returnContent);
    }
}
