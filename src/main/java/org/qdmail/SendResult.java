package org.qdmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Refusal;
import org.qdmail.failure.ServerReply;
import org.qdmail.message.Wishes;

/**
 * What became of a mail that at least one recipient was accepted for, or may have been. A refused recipient is part of
 * the result, not an exception.
 *
 * @param id ours; later ids are greater
 * @param messageId the Message-ID field with its angle brackets
 * @param envelopeId the ENVID that reports will carry; only where a delivery receipt was asked for
 * @param outcomes one per recipient
 * @param wishes priority, receipt, signature and encryption as they counted in the end, after annotations, defaults and
 *     what is enforced; none for octets that were imported
 * @param unsigned who got a copy without the signature that was wished, by {@code qdmail.sign.skip-domains}
 * @param warnings what was tolerated, in words; no addresses of others, no message text
 */
public record SendResult(
        String id,
        String messageId,
        Optional<String> envelopeId,
        List<Outcome> outcomes,
        Wishes wishes,
        Set<EmailAddress> unsigned,
        List<String> warnings) {
    public SendResult {
        outcomes = List.copyOf(outcomes);
        unsigned = Set.copyOf(unsigned);
        warnings = List.copyOf(warnings);
    }

    /** Whether the next server took the mail over for every recipient. */
    public boolean isAllAccepted() {
        return outcomes.stream().allMatch(outcome -> outcome.state() == Outcome.State.ACCEPTED);
    }

    /**
     * This result, if every recipient was accepted.
     *
     * @throws DeliveryFailed that lists the others; {@code isRetryable()} tells whether all of them may be tried again,
     *     which is never so while one is in doubt (MAIL-0618)
     */
    public SendResult requireAllAccepted() {
        List<Outcome> others = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.state() != Outcome.State.ACCEPTED) others.add(outcome);
        }
        if (others.isEmpty()) return this;
        throw notAccepted(others);
    }

    private DeliveryFailed notAccepted(List<Outcome> others) {
        Outcome worst = others.stream()
                .filter(outcome -> outcome.state() == Outcome.State.UNKNOWN)
                .findFirst()
                .orElse(others.get(0));
        String number = worst.number().orElse("MAIL-0607");
        String text = others.size() + " of " + outcomes.size() + " recipients were not accepted; see refusals()";
        Optional<ServerReply> reply = worst.reply();
        return new DeliveryFailed(
                new Fault(number, "", text),
                worst.phase().orElse(Phase.RCPT),
                others.stream().map(SendResult::refusal).toList(),
                reply,
                others.stream().allMatch(Outcome::isRetryable));
    }

    private static Refusal refusal(Outcome outcome) {
        return new Refusal(outcome.recipient().toString(), outcome.number().orElse("MAIL-0607"), outcome.reply());
    }
}
