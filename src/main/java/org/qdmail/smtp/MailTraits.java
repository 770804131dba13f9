package org.qdmail.smtp;

import java.util.Optional;
import java.util.OptionalLong;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.EnvelopeFaults;
import org.qdmail.failure.Fault;
import org.qdmail.octets.FrozenMail;

/**
 * What a mail asks of a server.
 *
 * @param sizeOctets the value of SIZE
 * @param needsUtf8 whether an address or the header is not ASCII (RFC 6531)
 * @param isEightBit whether the content has octets above 127 (RFC 6152)
 * @param asksReceipt whether a delivery report is wished for at least one recipient
 */
record MailTraits(long sizeOctets, boolean needsUtf8, boolean isEightBit, boolean asksReceipt) {
    static MailTraits of(Envelope envelope, FrozenMail mail) {
        boolean utf8 = !mail.headerIsAscii() || envelope.returnPath().needsSmtpUtf8();
        for (EnvelopeRecipient recipient : envelope.recipients())
            utf8 |= recipient.address().needsSmtpUtf8();
        return new MailTraits(mail.sizeOctets(), utf8, !mail.isSevenBit(), envelope.asksReceipt());
    }

    /** Why the mail cannot be put to a server that offers this, if so. */
    Optional<Fault> missingIn(Capabilities offered, SmtpSettings settings) {
        String host = settings.host();
        OptionalLong limit = offered.sizeLimit();
        if (limit.isPresent() && sizeOctets > limit.getAsLong()) {
            return Optional.of(DeliveryFaults.tooLarge(sizeOctets, limit.getAsLong()));
        }
        if (needsUtf8 && !offered.offers("SMTPUTF8")) return Optional.of(DeliveryFaults.utf8Needed(host));
        if (isEightBit && !offered.offers("8BITMIME")) return Optional.of(DeliveryFaults.eightBitNeeded(host));
        boolean demanded = settings.receiptUnsupported() == UnsupportedReceipt.FAIL;
        if (asksReceipt && demanded && !offered.offersReceipts()) {
            return Optional.of(EnvelopeFaults.receiptNotOffered(host));
        }
        return Optional.empty();
    }
}
