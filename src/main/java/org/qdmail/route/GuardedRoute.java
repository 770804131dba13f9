package org.qdmail.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/**
 * Lets mail through to permitted recipients only, judged on the very address of the RCPT command, or leads all of it
 * to one address.
 */
public final class GuardedRoute implements Route {
    private final Route route;
    private final SafetySettings settings;
    private final boolean letsAllThrough;

    /** Takes the route over: closing this one closes it. */
    public GuardedRoute(Route route, SafetySettings settings) {
        this.route = route;
        this.settings = settings;
        this.letsAllThrough = settings.equals(SafetySettings.NONE);
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        if (letsAllThrough) return route.deliver(envelope, mail, deadline);
        Outcomes outcomes = new Outcomes();
        List<EnvelopeRecipient> permitted = new ArrayList<>();
        for (EnvelopeRecipient recipient : envelope.recipients()) {
            if (isPermitted(recipient.address())) permitted.add(recipient);
            else outcomes.put(blocked(recipient.address()));
        }
        List<String> warnings = List.of();
        if (!permitted.isEmpty()) {
            SmtpReport report = deliver(envelope.forRecipients(permitted), mail, deadline, outcomes);
            warnings = report.warnings();
        }
        return new SmtpReport(outcomes.inOrderOf(envelope), warnings);
    }

    private SmtpReport deliver(Envelope permitted, FrozenMail mail, Deadline deadline, Outcomes outcomes) {
        Optional<EmailAddress> redirectTo = settings.redirectTo();
        if (redirectTo.isEmpty()) {
            SmtpReport report = route.deliver(permitted, mail, deadline);
            outcomes.putAll(report.outcomes());
            return report;
        }
        RecipientOptions options = permitted.recipients().get(0).options();
        Envelope redirected = permitted.forRecipients(List.of(new EnvelopeRecipient(
                redirectTo.get(), RecipientOptions.reporting(options.reports(), redirectTo.get()))));
        SmtpReport report = route.deliver(redirected, mail, deadline);
        Outcome one = report.outcomes().get(0);
        permitted.recipients().forEach(original -> outcomes.put(one.forRecipient(original.address())));
        return report;
    }

    /** A local part may ask its domain to send on, as in a%evil.com@ok.com: each address of that way is judged. */
    private boolean isPermitted(EmailAddress address) {
        return isPermittedItself(address) && address.onward().stream().allMatch(this::isPermittedItself);
    }

    private boolean isPermittedItself(EmailAddress address) {
        if (matches(settings.deny(), address)) return false;
        return settings.allow().isEmpty() || matches(settings.allow(), address);
    }

    private static boolean matches(List<AddressPattern> patterns, EmailAddress address) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(address));
    }

    private static Outcome blocked(EmailAddress address) {
        return Outcome.notAttempted(address, DeliveryFaults.recipientBlocked());
    }

    @Override
    public Deadline startDeadline() {
        return route.startDeadline();
    }

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
        route.close(grace);
    }
}
