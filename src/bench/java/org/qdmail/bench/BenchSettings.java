package org.qdmail.bench;

import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How long and what is measured, from system properties.
 *
 * @param quick whether it only has to be seen that every benchmark runs and sends the right octets
 * @param rounds how often each sender has its turn
 * @param warmUpNanos how long each sender runs before it is measured
 * @param turnNanos how long a turn is
 * @param wanted which groups of measurements run, by their ids
 * @param senders which contenders take part, by their names
 * @param longRun how many mails the long run sends
 * @param megabytes the size of the large attachment
 * @param results where the records go
 */
record BenchSettings(
        boolean quick,
        int rounds,
        long warmUpNanos,
        long turnNanos,
        Predicate<String> wanted,
        Predicate<String> senders,
        int longRun,
        int megabytes,
        Path results) {
    static BenchSettings ofSystem() {
        boolean quick = isSet("bench.quick");
        return new BenchSettings(
                quick,
                Integer.parseInt(property("bench.rounds", quick ? "1" : "5")),
                nanos("bench.warm-up", quick ? "0.1" : "8"),
                nanos("bench.turn", quick ? "0.1" : "1"),
                property("bench.only"),
                property("bench.senders"),
                Integer.parseInt(property("bench.mails", quick ? "2000" : isSet("bench.full") ? "1000000" : "100000")),
                quick ? 20 : 500,
                Path.of(property("bench.results", "target/bench/results.json")));
    }

    /** Set and not "false": Maven hands an empty value on for a property that is only named. */
    private static boolean isSet(String name) {
        String value = System.getProperty(name);
        return value != null && !value.equals("false");
    }

    private static long nanos(String name, String seconds) {
        return (long) (Double.parseDouble(property(name, seconds)) * 1e9);
    }

    private static Predicate<String> property(String name) {
        return Pattern.compile(property(name, ".*")).asMatchPredicate();
    }

    private static String property(String name, String standard) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? standard : value;
    }
}
