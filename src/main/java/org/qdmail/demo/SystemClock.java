package org.qdmail.demo;

import java.time.Clock;

/** The clock of the system. */
final class SystemClock {
    private SystemClock() {}

    static Clock get() {
        return Clock.systemUTC();
    }
}
