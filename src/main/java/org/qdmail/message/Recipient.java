package org.qdmail.message;

import java.util.Objects;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.InvalidMessage;

/** A recipient with the receipts wanted from it alone; these beat those of the message. Immutable. */
public final class Recipient {
    private final Mailbox mailbox;
    private final Optional<NotifyOn> reports;
    private final boolean readReceipt;

    private Recipient(Mailbox mailbox, Optional<NotifyOn> reports, boolean readReceipt) {
        this.mailbox = Objects.requireNonNull(mailbox, "mailbox");
        this.reports = reports;
        this.readReceipt = readReceipt;
    }

    /**
     * Reads exactly one mailbox, such as {@code Taro <taro@example.jp>}.
     *
     * @throws InvalidMessage with the numbers of {@link EmailAddress#of}
     */
    public static Recipient of(String mailbox) {
        return of(Mailbox.parse(mailbox));
    }

    public static Recipient of(Mailbox mailbox) {
        return new Recipient(mailbox, Optional.empty(), false);
    }

    /**
     * Asks the servers to report on these events (RFC 3461). No event at all asks for nothing and leaves the server's
     * default, whatever the message says.
     *
     * @throws InvalidMessage when NEVER does not stand alone (MAIL-0250)
     */
    public Recipient reportOn(Notify... events) {
        return new Recipient(mailbox, Optional.of(NotifyOn.of(events)), readReceipt);
    }

    /** Asks the servers for no report in any case, not even of failure: NOTIFY=NEVER, for mailing lists. */
    public Recipient noReports() {
        return reportOn(Notify.NEVER);
    }

    /**
     * Asks this reader's program for a receipt. It proves that the mail was displayed, not that somebody read it; many
     * people switch it off and find it a nuisance, so ask only where both sides agreed on it.
     */
    public Recipient askReadReceipt() {
        return new Recipient(mailbox, reports, true);
    }

    /** Address and name. */
    public Mailbox mailbox() {
        return mailbox;
    }

    public EmailAddress address() {
        return mailbox.address();
    }

    /** The events of its own; empty where the message decides. */
    public Optional<NotifyOn> reports() {
        return reports;
    }

    /** Whether a read receipt is wanted from this recipient whatever the message says. */
    public boolean readReceipt() {
        return readReceipt;
    }

    /** The same recipient given once more: what it says first stands, what it leaves open is taken from the other. */
    Recipient orElse(Recipient again) {
        return new Recipient(mailbox, reports.or(again::reports), readReceipt || again.readReceipt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipient recipient
                && mailbox.equals(recipient.mailbox)
                && reports.equals(recipient.reports)
                && readReceipt == recipient.readReceipt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(mailbox, reports, readReceipt);
    }

    /** The mailbox. */
    @Override
    public String toString() {
        return mailbox.toString();
    }
}
