package org.qdmail.telemetry;

import java.time.InstantSource;

/** The clocks of the system: one for dates, one that only goes forward. */
final class SystemClock {
    private SystemClock() {}

    static InstantSource dates() {
        return InstantSource.system();
    }

    static long nanoseconds() {
        return System.nanoTime();
    }
}
