package org.qdmail.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the flights of one connection. */
final class FlightCount {
    private final AtomicLong flights;
    private final AtomicBoolean heard = new AtomicBoolean();

    FlightCount(AtomicLong flights) {
        this.flights = flights;
    }

    /** Octets of the server have reached the client. */
    void toClient() {
        heard.set(true);
    }

    /** Octets have left the client. */
    void fromClient() {
        if (heard.compareAndSet(true, false)) flights.incrementAndGet();
    }
}
