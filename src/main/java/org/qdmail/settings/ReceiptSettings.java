package org.qdmail.settings;

import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.failure.Secret;

/**
 * How receipts are asked for.
 *
 * @param notifyOn the events of a delivery receipt without words of its own
 * @param returnContent how much of the mail a failure report brings back
 * @param readAllowed whether a read receipt may be wished
 * @param readTo where read receipts go; empty for the return path
 * @param readMismatch what happens when that is neither the return path nor the sender
 * @param secret binds envelope ids to us; empty for a random one that dies with the process
 */
public record ReceiptSettings(
        NotifyOn notifyOn,
        ReturnContent returnContent,
        boolean readAllowed,
        Optional<EmailAddress> readTo,
        Mismatch readMismatch,
        Optional<Secret> secret) {
    /** What follows from two addresses that differ. */
    public enum Mismatch {
        /** A warning in the result. */
        WARN,
        /** The message is refused. */
        FAIL
    }
}
