package org.qdmail.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;

/** Collects the latest outcome of each recipient, to be listed in the envelope's order. */
final class Outcomes {
    private final Map<EmailAddress, Outcome> latest = new HashMap<>();

    void put(Outcome outcome) {
        latest.put(outcome.recipient(), outcome);
    }

    /** What a server said of the recipient before stays. */
    void putIfNone(Outcome outcome) {
        latest.putIfAbsent(outcome.recipient(), outcome);
    }

    void putAll(List<Outcome> outcomes) {
        outcomes.forEach(this::put);
    }

    boolean isEmpty() {
        return latest.isEmpty();
    }

    Outcome of(EmailAddress recipient) {
        Outcome outcome = latest.get(recipient);
        if (outcome == null) throw new AssertionError("a recipient without outcome");
        return outcome;
    }

    List<Outcome> inOrderOf(Envelope envelope) {
        return envelope.recipients().stream()
                .map(recipient -> of(recipient.address()))
                .toList();
    }
}
