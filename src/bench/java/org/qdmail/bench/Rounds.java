package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a trial in interleaved rounds: each contender has a short turn in each, so that a busy moment hits all alike. One
 * of the others that fails drops out; where one of ours fails, all fails.
 */
final class Rounds {
    private static final int DISTANT = 5;

    private final BenchSettings settings;

    Rounds(BenchSettings settings) {
        this.settings = settings;
    }

    /** Longer where a mail takes so long that one more or less would show. */
    private long turnNanos(Trial trial) {
        boolean isDistant = trial.roundTrips().getAsLong() >= 0;
        return isDistant ? DISTANT * settings.turnNanos() : settings.turnNanos();
    }

    /** @param one a mail of ours as it has to arrive */
    List<Measurement> run(Trial trial, Tally one) throws Exception {
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (Contender contender : trial.contenders()) {
                Entrant entrant = new Entrant(trial, contender, one);
                entrants.add(entrant);
                entrant.warmUp(settings.warmUpNanos());
            }
            for (int round = 0; round < settings.rounds(); round++) {
                for (Entrant entrant : entrants) entrant.turn(turnNanos(trial));
            }
        } finally {
            for (Entrant entrant : entrants) entrant.close();
        }
        return entrants.stream()
                .flatMap(entrant -> entrant.measurement().stream())
                .toList();
    }
}
