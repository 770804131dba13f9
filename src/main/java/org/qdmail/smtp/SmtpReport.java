package org.qdmail.smtp;

import java.util.ArrayList;
import java.util.List;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.wire.Guard;

/**
 * What became of a mail.
 *
 * @param outcomes one for each recipient, in the envelope's order
 * @param warnings what a person should know although it did not fail
 */
public record SmtpReport(List<Outcome> outcomes, List<String> warnings) {
    public SmtpReport {
        outcomes = List.copyOf(outcomes);
        warnings = List.copyOf(warnings);
    }

    /** Nobody of the envelope was put to a server. */
    public static SmtpReport notAttempted(Envelope envelope, Fault fault, Phase phase, boolean isRetryable) {
        return new SmtpReport(
                envelope.recipients().stream()
                        .map(recipient -> Outcome.notAttempted(recipient.address(), fault, phase, isRetryable))
                        .toList(),
                List.of());
    }

    /** Something is wrong with us, which is told here, since the caller has others to answer for. */
    public static SmtpReport broken(Envelope envelope, Throwable broken) {
        Guard.tell(broken);
        Fault fault = DeliveryFaults.sendingBroke(broken);
        return new SmtpReport(
                envelope.recipients().stream()
                        .map(recipient -> Outcome.unknown(recipient.address(), fault))
                        .toList(),
                List.of());
    }

    /** The same, of this way. */
    public SmtpReport by(Outcome.Way way) {
        List<Outcome> told = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) told.add(outcome.by(way));
        return new SmtpReport(told, warnings);
    }
}
