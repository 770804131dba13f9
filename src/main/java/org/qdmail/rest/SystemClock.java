package org.qdmail.rest;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The clocks of the system: one for dates, one that only goes forward. */
final class SystemClock {
    private SystemClock() {}

    static InstantSource dates() {
        return InstantSource.system();
    }

    static LongSupplier nanoseconds() {
        return System::nanoTime;
    }
}
