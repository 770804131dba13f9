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
 * @param check our own sink, for octets
 * @param isOwnSink whether that sink is behind the port as well, so that every mail is compared
 * @param roundTrips counted so far; constant where nobody counts
 * @param contenders who takes part
 */
record Trial(
        String id,
        Workload workload,
        int connections,
        int port,
        SinkProcess check,
        boolean isOwnSink,
        LongSupplier roundTrips,
        List<Contender> contenders) {
    Trial {
        contenders = List.copyOf(contenders);
    }

    /** With those contenders alone whose names fit. */
    Trial among(Predicate<String> names) {
        List<Contender> some = contenders.stream()
                .filter(contender -> names.test(contender.name()))
                .toList();
        return new Trial(id, workload, connections, port, check, isOwnSink, roundTrips, some);
    }

    /** The ways of pipelining whose octets are to be compared. */
    List<String> pipelinings() {
        return contenders.stream()
                .filter(Contender::isOurs)
                .map(contender -> contender.name().substring(contender.name().indexOf(' ') + 1))
                .toList();
    }
}
