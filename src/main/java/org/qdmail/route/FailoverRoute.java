package org.qdmail.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Outcome;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/**
 * Tries relays in order, each with its own login, for the recipients that the ones before could not take for now. What
 * was refused for good or is in doubt is never tried again: a second copy would be ours.
 */
public final class FailoverRoute implements Route {
    /** This mail cannot pass this server, but may pass another one: DSN, SIZE, SMTPUTF8, 8BITMIME not offered. */
    private static final Set<String> NEEDS_ANOTHER_SERVER = Set.of("MAIL-0501", "MAIL-0611", "MAIL-0612", "MAIL-0613");

    private final List<Route> routes;

    /** Takes the routes over: closing this one closes them. */
    public FailoverRoute(List<Route> routes) {
        if (routes.isEmpty()) throw new IllegalArgumentException("no route given");
        this.routes = List.copyOf(routes);
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        Outcomes outcomes = new Outcomes();
        List<String> warnings = new ArrayList<>();
        List<EnvelopeRecipient> open = envelope.recipients();
        for (Route route : routes) {
            SmtpReport report = route.deliver(envelope.forRecipients(open), mail, deadline);
            warnings.addAll(report.warnings());
            outcomes.putAll(report.outcomes());
            open = open.stream()
                    .filter(recipient -> mayGoElsewhere(outcomes.of(recipient.address())))
                    .toList();
            if (open.isEmpty() || deadline.isOver() || Thread.currentThread().isInterrupted()) break;
        }
        return new SmtpReport(outcomes.inOrderOf(envelope), warnings);
    }

    private static boolean mayGoElsewhere(Outcome outcome) {
        return switch (outcome.state()) {
            case ACCEPTED, REFUSED, UNKNOWN -> false;
            case DEFERRED -> true;
            case NOT_ATTEMPTED ->
                outcome.isRetryable()
                        || outcome.number()
                                .filter(NEEDS_ANOTHER_SERVER::contains)
                                .isPresent();
        };
    }

    /** As the first relay has it: the others are tried in what it leaves. */
    @Override
    public Deadline startDeadline() {
        return routes.get(0).startDeadline();
    }

    /** What the first relay offers. */
    @Override
    public RelayOffer probe() {
        return routes.get(0).probe();
    }

    /** Of all relays together. */
    @Override
    public PoolUse use() {
        return routes.stream().map(Route::use).reduce(PoolUse::plus).orElseThrow();
    }

    @Override
    public void close() {
        routes.forEach(Route::close);
    }
}
