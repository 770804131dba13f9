package org.qdmail.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;

/** Collects what is wrong with a request, each finding at the JSON pointer of its value. */
final class RequestFaults {
    /** A request with a million faults must not have an answer of a hundred megabytes. */
    private static final int LISTED = 100;

    private final List<Fault> faults = new ArrayList<>();

    void add(Fault fault) {
        if (faults.size() < LISTED) faults.add(fault);
    }

    /** Makes a value; what its constructor refuses is recorded at the pointer. */
    <T> Optional<T> made(String pointer, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidMessage invalid) {
            invalid.faults().forEach(fault -> add(fault.at(pointer)));
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<Fault> all() {
        return List.copyOf(faults);
    }
}
