package org.qdmail.route;

import org.qdmail.envelope.Envelope;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/** A way for frozen octets to the next server. Safe for any number of threads. */
public interface Route extends AutoCloseable {
    /**
     * Hands a mail over; blocks. What a server or the network does never throws: every recipient has its outcome.
     *
     * @param deadline bounds every attempt up to the content's end, over all servers together
     * @return one outcome per recipient, in the envelope's order
     */
    SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline);

    /** The time that one send may take, running from now on. */
    Deadline startDeadline();

    /**
     * Connects and logs in without sending.
     *
     * @throws org.qdmail.failure.DeliveryFailed when the server cannot be used
     */
    RelayOffer probe();

    /** The connections at this moment. */
    PoolUse use();

    /** Aborts what is under way; frees connections and threads. */
    @Override
    void close();
}
