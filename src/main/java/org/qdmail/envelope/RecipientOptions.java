package org.qdmail.envelope;

import java.util.Optional;
import org.qdmail.address.EmailAddress;

/**
 * What a RCPT command says beside the path (RFC 3461 sections 4.1 and 4.2).
 *
 * @param reports the reports wanted
 * @param originalRecipient the ORCPT value, at submission the recipient itself; none with NEVER or without NOTIFY
 */
public record RecipientOptions(NotifyOn reports, Optional<EmailAddress> originalRecipient) {
    /** A bare RCPT. */
    public static final RecipientOptions NONE = new RecipientOptions(NotifyOn.DEFAULT, Optional.empty());

    /** The options of a recipient whose reports are wanted on these events. */
    public static RecipientOptions reporting(NotifyOn reports, EmailAddress recipient) {
        if (reports.isDefault()) return NONE;
        boolean mayBeReported = !reports.isNever();
        return new RecipientOptions(reports, mayBeReported ? Optional.of(recipient) : Optional.empty());
    }
}
