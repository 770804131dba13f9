package org.qdmail.smtp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qdmail.envelope.Outcome;

/**
 * A line of the table of faults.
 *
 * @param name ID of the rule and variant, such as {@code U1-fin}
 * @param at the step of the dialogue that goes wrong
 * @param fault what the peer does there, in the words of its scripts
 * @param rest what it does about the commands behind it
 * @param expected the outcome of each recipient, by how much travels in one flight
 * @param retryable whether those who got neither the mail nor a final answer may be tried again
 * @param end what becomes of the connection
 * @param with what else is special
 */
public record FaultRow(
        String name,
        String at,
        String fault,
        String rest,
        Map<Pipelining, List<String>> expected,
        boolean retryable,
        End end,
        Set<String> with) {

    /** What becomes of the connection. */
    public enum End {
        /** The next mail travels over it. */
        KEPT,
        /** Left without a word. */
        CLOSED,
        /** Left with QUIT. */
        QUIT,
        /** Left without a word, and the same mail goes over another one. */
        REPLACED
    }

    public String id() {
        return name.substring(0, name.indexOf('-'));
    }

    public boolean has(String word) {
        return with.contains(word);
    }

    /** Whether the caller does not want the mail to be sent any more. */
    public boolean isGivenUp() {
        return has("interrupt") || has("close");
    }

    /** Whether a recipient in this state may be tried again. */
    public boolean permitsRetry(Outcome.State state) {
        return retryable && (state == Outcome.State.DEFERRED || state == Outcome.State.NOT_ATTEMPTED);
    }

    /** Whether a test has to move the time, to interrupt or to close while the peer does nothing. */
    boolean waits() {
        return fault.contains("stall");
    }
}
