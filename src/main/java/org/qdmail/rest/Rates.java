package org.qdmail.rest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.qdmail.config.RestSettings.Rate;

/** Counts the requests of each caller: a bucket of tokens that fills evenly. Callers at rest cost no memory. */
final class Rates {
    private static final int SWEEP_FROM = 1_000;

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Bucket> buckets = new HashMap<>();

    /**
     * An empty count.
     *
     * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
     */
    Rates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes one request of a caller; empty when it may run, else the seconds to wait. */
    OptionalInt take(String caller, Rate rate) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (buckets.size() >= SWEEP_FROM) buckets.values().removeIf(bucket -> bucket.isFull(now));
            return buckets.computeIfAbsent(caller, name -> new Bucket(rate, now))
                    .take(now);
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

        OptionalInt take(long now) {
            long from = isFull(now) ? now : fullAt;
            long lacking = from - now + nanosPerToken - capacity * nanosPerToken;
            if (lacking > 0)
                return OptionalInt.of(
                        (int) Math.max(1, Duration.ofNanos(lacking).toSeconds() + 1));
            fullAt = from + nanosPerToken;
            return OptionalInt.empty();
        }
    }
}
