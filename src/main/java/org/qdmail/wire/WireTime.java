package org.qdmail.wire;

import java.util.function.LongSupplier;

/** The time that limits are measured by; tests bring one of their own. */
public interface WireTime {
    /** Elapsed time in nanoseconds; only differences mean something. */
    long nanoTime();

    /**
     * Starts to call {@code look} again and again. It answers how many nanoseconds may pass until the next call, {@link
     * Long#MAX_VALUE} for no further one unless woken. What it throws goes to the thread's handler of uncaught exceptions, and
     * the next call comes all the same.
     */
    Beat start(String name, LongSupplier look);

    /** The clock of the JVM, with one daemon thread for all repetitions of this instance while there are any. */
    static WireTime ofSystem() {
        return new SystemClock();
    }

    /** A running repetition. */
    interface Beat extends AutoCloseable {
        /** Makes the next look come at once. */
        void wake();

        /** Ends the repetition; doing it again is harmless. */
        @Override
        void close();
    }
}
