package org.qdmail.bench;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Contenders side by side with the same work.
 *
 * @param id as in the table
 * @param workload the mail
 * @param connections at most so many, each with a thread that sends
 * @param port where the server, or the proxy in front of it, listens
 * @param sink our own, which digests
 * @param isOwnSink whether that sink is behind the port as well, so that every mail is compared
 * @param roundTrips counted so far; negative where nobody counts
 * @param check of the octets
 * @param contenders who takes part; the others are compared with the first
 */
record Trial(
        String id,
        Workload workload,
        int connections,
        int port,
        SinkProcess sink,
        boolean isOwnSink,
        LongSupplier roundTrips,
        Check check,
        List<Contender> contenders) {
    Trial {
        contenders = List.copyOf(contenders);
    }

    /** With those contenders alone whose names fit. */
    Trial among(Predicate<String> names) {
        List<Contender> some = contenders.stream()
                .filter(contender -> names.test(contender.name()))
                .toList();
        return new Trial(id, workload, connections, port, sink, isOwnSink, roundTrips, check, some);
    }
}
