package org.qdmail.route;

import java.time.Duration;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/** Hands everything to one relay, or to the embedded mailbox. */
public final class RelayRoute implements Route {
    private final SmtpRelay relay;
    private final Outcome.Way way;

    public RelayRoute(SmtpRelay relay) {
        this(relay, Outcome.Way.RELAY);
    }

    /** @param way what outcomes tell of it */
    public RelayRoute(SmtpRelay relay, Outcome.Way way) {
        this.relay = relay;
        this.way = way;
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        SmtpReport report = relay.deliver(envelope, mail, deadline);
        return way == Outcome.Way.RELAY ? report : report.by(way);
    }

    @Override
    public Deadline startDeadline() {
        return relay.startDeadline();
    }

    @Override
    public RelayOffer probe() {
        return relay.probe();
    }

    @Override
    public PoolUse use() {
        return relay.use();
    }

    @Override
    public void close(Duration grace) {
        relay.close(grace);
    }
}
