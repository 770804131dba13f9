package org.qdmail.pipeline;

import java.time.Clock;

/** The clock of the system, for everything that shows a date. */
final class SystemClock {
    private SystemClock() {}

    static Clock get() {
        return Clock.systemUTC();
    }
}
