package org.qdmail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;

/** Collects what is wrong with a message, each finding with its place. */
final class Findings {
    /** A message with a million faulty recipients must not become a text of a hundred megabytes. */
    private static final int LISTED = 1_000;

    private final List<Fault> faults = new ArrayList<>();
    private int further;

    void add(Fault fault) {
        if (faults.size() < LISTED) {
            faults.add(fault);
            return;
        }
        further++;
        if (further == 1) faults.add(fault);
        faults.set(LISTED, MessageFaults.further(fault, further));
    }

    /** Makes a value; what its constructor refuses is recorded with the place put in front of its own. */
    <T> Optional<T> made(String place, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidMessage invalid) {
            record(place, invalid);
            return Optional.empty();
        }
    }

    /** Makes one of the values of a verb; the place names its number. */
    <T> Optional<T> made(String verb, int number, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidMessage invalid) {
            record(verb + '[' + number + ']', invalid);
            return Optional.empty();
        }
    }

    private void record(String place, InvalidMessage invalid) {
        for (Fault fault : invalid.faults()) {
            add(fault.at(fault.place().isEmpty() ? place : place + '.' + fault.place()));
        }
    }

    /** Records what a check refuses; tells whether it found nothing. */
    boolean passes(String place, Runnable check) {
        return made(place, () -> {
                    check.run();
                    return true;
                })
                .isPresent();
    }

    void throwIfAny() {
        if (!faults.isEmpty()) throw new InvalidMessage(faults);
    }
}
