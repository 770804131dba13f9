package org.qdmail.route;

import java.time.Duration;
import org.qdmail.envelope.Envelope;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpRelay;
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

    /**
     * Takes no further mail, aborts what is still under way behind the grace (MAIL-0617) and frees connections and threads.
     *
     * @param grace what mails that run have to end by themselves; zero when they had their time already
     */
    void close(Duration grace);

    /** The same with ten seconds of grace. */
    @Override
    default void close() {
        close(SmtpRelay.GRACE);
    }
}
