package org.qdmail.rest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.qdmail.settings.RestSettings.Rate;

/**
 * Counts the requests of each caller, and of all together: buckets of tokens that fill evenly. Callers at rest cost no
 * memory.
 */
final class Rates {
    private static final int SWEEP_FROM = 1_000;

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Bucket all;

    /**
     * An empty count.
     *
     * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
     * @param ofAll what all callers may do together
     */
    Rates(LongSupplier nanoTime, Rate ofAll) {
        this.nanoTime = nanoTime;
        this.all = new Bucket(ofAll, nanoTime.getAsLong());
    }

    /**
     * Takes one request of a caller; empty when it may run, else the seconds to wait. One that is over its own rate takes
     * nothing from the others.
     */
    OptionalInt take(String caller, Rate rate) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (buckets.size() >= SWEEP_FROM) buckets.values().removeIf(bucket -> bucket.isFull(now));
            Bucket own = buckets.computeIfAbsent(caller, name -> new Bucket(rate, now));
            long lacking = Math.max(own.lacking(now), all.lacking(now));
            if (lacking > 0)
                return OptionalInt.of(
                        (int) Math.max(1, Duration.ofNanos(lacking).toSeconds() + 1));
            own.take(now);
            all.take(now);
            return OptionalInt.empty();
        } finally {
            lock.unlock();
        }
    }

    private static final class Bucket {
        private final int capacity;
        private final long nanosPerToken;
        /** The time at which the bucket was, or will be, full. */
        private long fullAt;

        Bucket(Rate rate, long now) {
            this.capacity = rate.count();
            this.nanosPerToken = Math.max(1, rate.time().toNanos() / rate.count());
            this.fullAt = now;
        }

        boolean isFull(long now) {
            return fullAt - now <= 0;
        }

        /** The nanoseconds until a token is there; at most 0 when one is. */
        long lacking(long now) {
            return from(now) - now + nanosPerToken - capacity * nanosPerToken;
        }

        void take(long now) {
            fullAt = from(now) + nanosPerToken;
        }

        private long from(long now) {
            return isFull(now) ? now : fullAt;
        }
    }
}
