package org.qdmail.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.octets.FrozenMail;
import org.qdmail.pop.PopBeforeSmtp;
import org.qdmail.pop.PopFailed;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/** Logs in by POP3 before it lets another route send. When that fails, nobody is put to the relay. */
public final class PopBeforeSmtpRoute implements Route {
    private final PopBeforeSmtp login;
    private final Route route;

    /** Takes both over: closing this one closes them. */
    public PopBeforeSmtpRoute(PopBeforeSmtp login, Route route) {
        this.login = login;
        this.route = route;
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        try {
            login.require(deadline);
        } catch (PopFailed failed) {
            return SmtpReport.notAttempted(envelope, failed.fault(), failed.phase(), failed.isRetryable())
                    .by(Outcome.Way.RELAY);
        }
        return route.deliver(envelope, mail, deadline);
    }

    @Override
    public Deadline startDeadline() {
        return route.startDeadline();
    }

    @Override
    public RelayOffer probe() {
        try {
            login.require(startDeadline());
        } catch (PopFailed failed) {
            throw new DeliveryFailed(
                    failed.fault(), failed.phase(), List.of(), Optional.empty(), failed.isRetryable(), failed);
        }
        return route.probe();
    }

    @Override
    public PoolUse use() {
        return route.use();
    }

    @Override
    public void close(Duration grace) {
        login.close();
        route.close(grace);
    }
}
