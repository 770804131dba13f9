package org.qdmail.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/**
 * Tries the servers of the recipients, then gives the relay those that could not be reached or were put off. What was
 * refused for good stays refused, and what may have been taken is never sent again.
 */
public final class DirectThenRelayRoute implements Route {
    private final DirectRoute direct;
    private final Route relay;

    /** Takes both over: closing this one closes them. */
    public DirectThenRelayRoute(DirectRoute direct, Route relay) {
        this.direct = direct;
        this.relay = relay;
    }

    /** The servers of recipients have half of the time, so that one that never answers leaves the relay its turn. */
    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        DirectRoute.Attempt attempt = direct.attempt(envelope, mail, deadline.half());
        List<EnvelopeRecipient> open = envelope.recipients().stream()
                .filter(recipient -> attempt.elsewhere().contains(recipient.address()))
                .toList();
        if (open.isEmpty() || deadline.isOver() || Thread.currentThread().isInterrupted()) return attempt.report();
        Outcomes outcomes = new Outcomes();
        outcomes.putAll(attempt.report().outcomes());
        List<String> warnings = new ArrayList<>(attempt.report().warnings());
        SmtpReport second;
        try {
            second = relay.deliver(envelope.forRecipients(open), mail, deadline);
        } catch (QueueUnavailable closed) {
            return attempt.report(); // others may have the mail already, so their outcomes have to be told
        } catch (RuntimeException | Error broken) {
            second = SmtpReport.broken(envelope.forRecipients(open), broken).by(Outcome.Way.RELAY);
        }
        outcomes.putAll(second.outcomes());
        warnings.addAll(second.warnings());
        return new SmtpReport(outcomes.inOrderOf(envelope), warnings);
    }

    @Override
    public Deadline startDeadline() {
        return relay.startDeadline();
    }

    /** What the relay offers: it is the way that is left when nothing else is. */
    @Override
    public RelayOffer probe() {
        return relay.probe();
    }

    @Override
    public PoolUse use() {
        return direct.use().plus(relay.use());
    }

    @Override
    public void close(Duration grace) {
        ClosingAtOnce.run(List.of(() -> direct.close(grace), () -> relay.close(grace)));
    }
}
