package org.qdmail.smtp;

import org.qdmail.envelope.Envelope;
import org.qdmail.octets.FrozenMail;

/**
 * Hands mails to one relay over connections that it keeps. May be shared by all threads; every call blocks its thread
 * within the limits of {@link SmtpTimeouts} and acts on an interrupt within a second.
 */
public final class SmtpRelay implements AutoCloseable {
    private final SmtpSettings settings;

    public SmtpRelay(SmtpSettings settings) {
        this.settings = settings;
    }

    /**
     * Hands the octets over. Whatever a server or the network does becomes an outcome: ACCEPTED means that the relay
     * took the mail over (RFC 5321 section 4.2.5) and says nothing about delivery, UNKNOWN that it may have.
     *
     * @throws org.qdmail.failure.QueueUnavailable when this relay is closed (MAIL-0004)
     */
    public SmtpReport deliver(Envelope envelope, FrozenMail mail) {
        throw new UnsupportedOperationException(settings.host());
    }

    /**
     * Connects, logs in and asks what the relay offers, without sending a mail. Uses no kept connection.
     *
     * @throws org.qdmail.failure.DeliveryFailed when that fails
     * @throws org.qdmail.failure.QueueUnavailable when this relay is closed (MAIL-0004)
     */
    public RelayOffer probe() {
        throw new UnsupportedOperationException(settings.host());
    }

    /** Takes no further mail, lets running ones end within ten seconds, then aborts them (MAIL-0617). */
    @Override
    public void close() {}
}
