package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A contender within a trial. */
final class Entrant implements AutoCloseable {
    private static final int WARM_UP_TURNS = 4;
    private static final int WARM_UP_MAILS = 60_000;

    private final Trial trial;
    private final Contender contender;
    private final Tally one;
    private final Turns turns;
    private final List<Sample> samples = new ArrayList<>();
    private boolean isOut;

    /** @param one a mail of ours as it has to arrive */
    Entrant(Trial trial, Contender contender, Tally one) throws Exception {
        this.trial = trial;
        this.contender = contender;
        this.one = one;
        this.turns = contender.turns().begin(trial);
    }

    /** Until the compiler has seen enough mails, or for so long. */
    void warmUp(long nanos) throws Exception {
        long end = System.nanoTime() + nanos * turns.warmUps();
        long mails = 0;
        do {
            mails += take(nanos / WARM_UP_TURNS).map(Sample::mails).orElse(0L);
        } while (!isOut && mails < WARM_UP_MAILS && System.nanoTime() - end < 0);
    }

    void turn(long nanos) throws Exception {
        take(nanos).ifPresent(samples::add);
    }

    private Optional<Sample> take(long nanos) throws Exception {
        if (isOut) return Optional.empty();
        try {
            return Optional.of(measured(nanos));
        } catch (Exception failure) {
            if (contender.isOurs()) throw failure;
            isOut = true;
            System.out.println(trial.id() + ": " + contender.name() + " drops out: " + failure);
            return Optional.empty();
        }
    }

    private Sample measured(long nanos) throws Exception {
        if (trial.isOwnSink()) trial.sink().begin(Look.MASKED);
        long before = trial.roundTrips().getAsLong();
        Sample sample = turns.take(nanos);
        if (trial.isOwnSink() && contender.isOurs()) compare(sample);
        return before < 0 ? sample : sample.withRoundTrips(trial.roundTrips().getAsLong() - before);
    }

    private void compare(Sample sample) {
        String what = trial.id() + ' ' + contender.name();
        WrongOctets.check(what, one.times(sample.mails()), trial.sink().tally());
    }

    Optional<Measurement> measurement() {
        return isOut
                ? Optional.empty()
                : Optional.of(new Measurement(trial.id(), contender.name(), contender.isOurs(), samples));
    }

    @Override
    public void close() throws Exception {
        turns.close();
    }
}
