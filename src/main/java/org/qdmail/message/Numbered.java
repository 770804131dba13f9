package org.qdmail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Values of one verb in the order given; a place names the number of the call. */
final class Numbered<T> {
    private final String verb;
    private final Findings findings;
    private List<T> values = List.of();
    private int given;

    Numbered(String verb, Findings findings) {
        this.verb = verb;
        this.findings = findings;
    }

    void inherit(List<T> inherited) {
        values = new ArrayList<>(inherited);
        given = inherited.size();
    }

    void add(Supplier<T> reading) {
        findings.made(verb, given, reading).ifPresent(this::put);
        given++;
    }

    /** The place of the next value, which counts from now on. */
    String next() {
        String place = verb + '[' + given + ']';
        given++;
        return place;
    }

    void put(T value) {
        if (values.isEmpty()) values = new ArrayList<>(2);
        values.add(value);
    }

    List<T> list() {
        return List.copyOf(values);
    }
}
