package org.qdmail.route;

/** The latest starts under one rate: within any time of its length there are never more than its count. Not for threads. */
final class RateWindow {
    private static final int FIRST_SIZE = 16;

    private final int count;
    private final long nanos;
    /** In order, the eldest at {@code eldest}; it has the size of the count only when that many were needed. */
    private long[] starts;

    private int eldest;
    private int filled;

    RateWindow(RateSettings.Rate rate) {
        this.count = rate.count();
        this.nanos = rate.time().toNanos();
        this.starts = new long[Math.min(count, FIRST_SIZE)];
    }

    /** How long until one more may start; zero or less when it may now. */
    long nanosLeft(long now) {
        return filled < count ? 0 : starts[eldest] + nanos - now;
    }

    void start(long now) {
        if (filled < count) add(now);
        else replaceEldest(now);
    }

    private void add(long now) {
        if (filled == starts.length && isOver(starts[eldest], now)) {
            replaceEldest(now);
            return;
        }
        if (filled == starts.length) grow();
        starts[(eldest + filled) % starts.length] = now;
        filled++;
    }

    private void replaceEldest(long now) {
        starts[eldest] = now;
        eldest = (eldest + 1) % starts.length;
    }

    private void grow() {
        long[] larger = new long[(int) Math.min(count, 2L * starts.length)];
        for (int at = 0; at < filled; at++) larger[at] = starts[(eldest + at) % starts.length];
        starts = larger;
        eldest = 0;
    }

    private boolean isOver(long start, long now) {
        return start + nanos - now <= 0;
    }

    /** Whether nothing is known that could hold one back. */
    boolean isIdle(long now) {
        return filled == 0 || isOver(starts[(eldest + filled - 1) % starts.length], now);
    }
}
