package org.qdmail.route;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/**
 * Lets no more mails leave than the rates allow; the others wait for their turn, within the time that they have. A mail
 * counts once, whatever its recipients and however many servers are tried for it.
 */
public final class LimitedRoute implements Route {
    private final Route route;
    private final Turns turns;

    /** Takes the route over: closing this one closes it. */
    LimitedRoute(Route route, RateSettings settings, WireTime time) {
        this.route = route;
        this.turns = new Turns(settings, time);
    }

    /** The route under these limits; itself where there are none. */
    public static Route of(Route route, RateSettings settings) {
        return settings.isNone() ? route : new LimitedRoute(route, settings, WireTime.ofSystem());
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        Set<String> domains = envelope.recipients().stream()
                .map(recipient -> recipient.address().asciiDomain().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return switch (turns.await(domains, deadline)) {
            case TURN -> route.deliver(envelope, mail, deadline);
            case TIME_IS_OVER -> notAttempted(envelope, DeliveryFaults.noTurn(deadline.length()));
            case INTERRUPTED -> notAttempted(envelope, DeliveryFaults.interrupted(Phase.RATE));
            case CLOSED -> throw new QueueUnavailable(DoorFaults.closed());
        };
    }

    private static SmtpReport notAttempted(Envelope envelope, Fault fault) {
        return SmtpReport.notAttempted(envelope, fault, Phase.RATE, true);
    }

    @Override
    public Deadline startDeadline() {
        return route.startDeadline();
    }

    /** Takes no turn: no mail leaves. */
    @Override
    public RelayOffer probe() {
        return route.probe();
    }

    @Override
    public PoolUse use() {
        return route.use();
    }

    @Override
    public void close(Duration grace) {
        turns.close();
        route.close(grace);
    }
}
