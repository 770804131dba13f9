package org.qdmail.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.ReceiptWish;
import org.qdmail.message.Recipient;
import org.qdmail.settings.ReceiptSettings;

/** Decides which receipts are asked for: a recipient's own words before those of the message. */
final class ReceiptPlanning {
    private final ReceiptSettings settings;

    ReceiptPlanning(ReceiptSettings settings) {
        this.settings = settings;
    }

    ReturnContent returnContent() {
        return settings.returnContent();
    }

    /** What cannot be asked for. */
    List<Fault> faults(MailMessage message, List<Recipient> recipients, EmailAddress returnPath) {
        List<Fault> faults = new ArrayList<>();
        boolean delivery = false;
        boolean reading = false;
        for (Recipient recipient : recipients) {
            NotifyOn reports = reports(message, recipient);
            delivery |= !reports.isDefault() && !reports.isNever();
            reading |= asksReading(message, recipient);
        }
        if (returnPath.isNone()
                && (delivery || reading && readReceiptTo(message).isEmpty())) {
            faults.add(MessageFaults.receiptWithoutReturnPath());
        }
        if (reading && !settings.readAllowed()) faults.add(MessageFaults.readForbidden());
        return faults;
    }

    RecipientOptions options(MailMessage message, Recipient recipient) {
        return RecipientOptions.reporting(reports(message, recipient), recipient.address());
    }

    static boolean asksReading(MailMessage message, Recipient recipient) {
        return recipient.readReceipt() || wish(message).kinds().contains(ReceiptKind.READ);
    }

    private static boolean asksReading(MailMessage message, List<Recipient> recipients) {
        for (Recipient recipient : recipients) {
            if (asksReading(message, recipient)) return true;
        }
        return false;
    }

    private NotifyOn reports(MailMessage message, Recipient recipient) {
        if (recipient.reports().isPresent()) return recipient.reports().get();
        ReceiptWish wish = wish(message);
        if (!wish.kinds().contains(ReceiptKind.DELIVERY)) return NotifyOn.DEFAULT;
        return wish.on().isDefault() ? settings.notifyOn() : wish.on();
    }

    private static ReceiptWish wish(MailMessage message) {
        return message.wishes().receipt().orElse(ReceiptWish.NONE);
    }

    /** The one address of Disposition-Notification-To (RFC 8098 section 2.1), if somebody is asked. */
    Optional<Mailbox> readReceiptTo(
            MailMessage message, List<Recipient> recipients, EmailAddress returnPath, List<String> warnings) {
        if (!asksReading(message, recipients)) return Optional.empty();
        EmailAddress address = readReceiptTo(message).orElse(returnPath);
        boolean fromDiffers =
                message.from().filter(from -> !from.address().equals(address)).isPresent();
        if (fromDiffers || !address.equals(returnPath)) {
            if (settings.readMismatch() == ReceiptSettings.Mismatch.FAIL) {
                throw InvalidMessage.of(MessageFaults.readReceiptMismatch());
            }
            warnings.add("the address for read receipts differs from the return path or From: many programs then ask"
                    + " the reader or send nothing (RFC 8098 section 2.1)");
        }
        return Optional.of(new Mailbox(Optional.empty(), address));
    }

    private Optional<EmailAddress> readReceiptTo(MailMessage message) {
        return message.readReceiptTo().map(Mailbox::address).or(settings::readTo);
    }
}
