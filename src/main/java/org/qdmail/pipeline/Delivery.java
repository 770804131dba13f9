package org.qdmail.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.failure.Refusal;
import org.qdmail.message.MailMessage;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;
import org.qdmail.route.Route;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/** Hands frozen copies to the route, then makes one result of their outcomes. */
final class Delivery {
    private final Route route;

    Delivery(Route route) {
        this.route = route;
    }

    /**
     * Delivers every copy, also when one before it failed: they reach different recipients. All have one deadline.
     *
     * @throws DeliveryFailed when nobody was accepted and nobody is in doubt
     */
    SendResult deliver(PipelineMail mail) {
        List<Outcome> found = new ArrayList<>(mail.envelope().recipients().size());
        List<String> warnings = new ArrayList<>(mail.warnings());
        Deadline deadline = route.startDeadline();
        for (FrozenCopy copy : mail.copies()) {
            Envelope envelope = mail.envelope().forRecipients(copy.recipients());
            SmtpReport report;
            try {
                report = route.deliver(envelope, copy.mail(), deadline);
            } catch (QueueUnavailable closed) {
                if (found.isEmpty()) throw closed;
                // others have their copies already, so their outcomes have to be told
                report = SmtpReport.notAttempted(
                        envelope, DeliveryFaults.closedWhileSending(Phase.CONNECT), Phase.CONNECT, true);
            } catch (RuntimeException | Error broken) {
                if (found.isEmpty()) throw broken;
                report = SmtpReport.broken(envelope, broken);
            }
            found.addAll(report.outcomes());
            for (String warning : report.warnings()) {
                if (!warnings.contains(warning)) warnings.add(warning);
            }
        }
        List<Outcome> outcomes = inOrder(mail.envelope(), found);
        if (!hasTakenOrInDoubt(outcomes)) throw failed(outcomes);
        return new SendResult(
                mail.id(),
                mail.messageId(),
                mail.envelope().envelopeId().map(EnvelopeId::value),
                outcomes,
                mail.message().map(MailMessage::wishes).orElse(Wishes.NONE),
                unsigned(mail),
                warnings);
    }

    private static Set<EmailAddress> unsigned(PipelineMail mail) {
        boolean isWished = mail.message()
                .flatMap(message -> message.wishes().signature())
                .filter(SignatureWish::signed)
                .isPresent();
        if (!isWished) return Set.of();
        return mail.copies().stream()
                .filter(copy -> !copy.isSigned())
                .flatMap(copy -> copy.recipients().stream())
                .map(EnvelopeRecipient::address)
                .collect(Collectors.toSet());
    }

    private static List<Outcome> inOrder(Envelope envelope, List<Outcome> found) {
        if (envelope.recipients().size() == 1) return found;
        Map<EmailAddress, Outcome> byRecipient = new HashMap<>();
        found.forEach(outcome -> byRecipient.put(outcome.recipient(), outcome));
        return envelope.recipients().stream()
                .map(EnvelopeRecipient::address)
                .map(address -> Objects.requireNonNull(byRecipient.get(address), "a recipient without outcome"))
                .toList();
    }

    private static boolean hasTakenOrInDoubt(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.state() == Outcome.State.ACCEPTED || outcome.state() == Outcome.State.UNKNOWN) return true;
        }
        return false;
    }

    /** The reason of the first recipient that was put to a server decides; else that of the first. */
    private static DeliveryFailed failed(List<Outcome> outcomes) {
        Outcome decisive = outcomes.stream()
                .filter(outcome -> outcome.state() != Outcome.State.NOT_ATTEMPTED
                        || outcome.phase().isPresent())
                .findFirst()
                .orElse(outcomes.get(0));
        Fault fault = decisive.fault().orElseThrow();
        return new DeliveryFailed(
                fault,
                decisive.phase().orElse(Phase.CONNECT),
                outcomes.stream().map(Delivery::refusal).toList(),
                decisive.reply(),
                outcomes.stream().anyMatch(Outcome::isRetryable));
    }

    private static Refusal refusal(Outcome outcome) {
        Optional<String> number = outcome.number();
        return new Refusal(outcome.recipient().toString(), number.orElseThrow(), outcome.reply());
    }
}
