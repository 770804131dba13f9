package org.qdmail.telemetry;

import java.util.List;
import java.util.Locale;
import org.qdmail.envelope.Outcome;

/** What became of one send as a whole. */
enum SendOutcome {
    /** Every recipient was accepted. */
    ACCEPTED,
    /** Some were accepted, none is in doubt. */
    PARTIAL,
    /** At least one is in doubt: the reply was lost after the last octet. */
    UNKNOWN,
    /** Nobody was accepted. */
    FAILED;

    static SendOutcome of(List<Outcome> outcomes) {
        boolean isAllAccepted = true;
        for (Outcome outcome : outcomes) {
            if (outcome.state() == Outcome.State.UNKNOWN) return UNKNOWN;
            isAllAccepted &= outcome.state() == Outcome.State.ACCEPTED;
        }
        return isAllAccepted ? ACCEPTED : PARTIAL;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
