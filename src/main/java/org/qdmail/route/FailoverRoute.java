package org.qdmail.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/**
 * Tries relays in order, each with its own login, for the recipients that the ones before could not take for now. What
 * was refused for good or is in doubt is never tried again: a second copy would be ours. A relay that could not be used is
 * put behind the others for half a minute; it is tried all the same when they cannot take the mail either.
 */
public final class FailoverRoute implements Route {
    /** This mail cannot pass this server, but may pass another one: DSN, SIZE, SMTPUTF8, 8BITMIME not offered. */
    private static final Set<String> NEEDS_ANOTHER_SERVER = Set.of("MAIL-0501", "MAIL-0611", "MAIL-0612", "MAIL-0613");

    private record Member(Route route, Resting resting) {}

    private final List<Member> members;

    /** Takes the routes over: closing this one closes them. */
    public FailoverRoute(List<Route> routes) {
        this(routes, WireTime.ofSystem());
    }

    FailoverRoute(List<Route> routes, WireTime time) {
        if (routes.isEmpty()) throw new IllegalArgumentException("no route given");
        this.members = routes.stream()
                .map(route -> new Member(route, new Resting(time)))
                .toList();
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        Outcomes outcomes = new Outcomes();
        List<String> warnings = new ArrayList<>();
        List<EnvelopeRecipient> open = envelope.recipients();
        for (Member member : inTurn()) {
            SmtpReport report;
            try {
                report = member.route().deliver(envelope.forRecipients(open), mail, deadline);
            } catch (QueueUnavailable closed) {
                if (outcomes.isEmpty()) throw closed;
                break; // others may have the mail already, so their outcomes have to be told
            } catch (RuntimeException | Error broken) {
                if (outcomes.isEmpty()) throw broken;
                outcomes.putAll(
                        SmtpReport.broken(envelope.forRecipients(open), broken).outcomes());
                break; // this one may have taken it for all that were open
            }
            member.resting().learn(report);
            warnings.addAll(report.warnings());
            outcomes.putAll(report.outcomes());
            open = open.stream()
                    .filter(recipient -> mayGoElsewhere(outcomes.of(recipient.address())))
                    .toList();
            if (open.isEmpty() || deadline.isOver() || Thread.currentThread().isInterrupted()) break;
        }
        return new SmtpReport(outcomes.inOrderOf(envelope), warnings);
    }

    private List<Member> inTurn() {
        List<Member> first = new ArrayList<>();
        List<Member> last = new ArrayList<>();
        for (Member member : members) (member.resting().passBy() ? last : first).add(member);
        first.addAll(last);
        return first;
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
        return members.get(0).route().startDeadline();
    }

    /** What the first relay offers that can be used; when none can, why the first one cannot. */
    @Override
    public RelayOffer probe() {
        DeliveryFailed failure = null;
        for (Member member : members) {
            try {
                return member.route().probe();
            } catch (DeliveryFailed unusable) {
                if (failure == null) failure = unusable;
                else failure.addSuppressed(unusable);
                if (Thread.currentThread().isInterrupted()) break;
            }
        }
        throw Objects.requireNonNull(failure);
    }

    /** Of all relays together. */
    @Override
    public PoolUse use() {
        return members.stream()
                .map(member -> member.route().use())
                .reduce(PoolUse::plus)
                .orElseThrow();
    }

    @Override
    public void close(Duration grace) {
        ClosingAtOnce.run(members.stream()
                .<Runnable>map(member -> () -> member.route().close(grace))
                .toList());
    }
}
