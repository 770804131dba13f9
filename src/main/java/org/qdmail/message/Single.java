package org.qdmail.message;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qdmail.failure.Fault;

/** A value that a message has once. One that came with an edited message is replaced by the first call of its verb. */
final class Single<T> {
    private final String verb;
    private final Findings findings;
    private final Function<String, Fault> twice;
    private Optional<T> value = Optional.empty();
    private boolean called;

    /** @param twice the fault of a second call, for the verb */
    Single(String verb, Findings findings, Function<String, Fault> twice) {
        this.verb = verb;
        this.findings = findings;
        this.twice = twice;
    }

    void inherit(Optional<T> inherited) {
        value = inherited;
    }

    void set(Supplier<T> reading) {
        if (called) findings.add(twice.apply(verb).at(verb));
        called = true;
        findings.made(verb, reading).ifPresent(read -> value = Optional.of(read));
    }

    /** Whether a value was given, even one that was refused. */
    boolean isGiven() {
        return called || value.isPresent();
    }

    Optional<T> value() {
        return value;
    }
}
