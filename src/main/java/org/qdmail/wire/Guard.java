package org.qdmail.wire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the waiting of one thread: the watchdog looks at it, and when the time is over, the thread was interrupted or
 * the relay is closed, runs an action that ends the waiting. A guard that has acted stays so.
 */
public final class Guard {
    /** Why a guard acted. */
    public enum Cause {
        TIME,
        INTERRUPT,
        CLOSE
    }

    private final Watchdog watchdog;
    private final Runnable action;
    private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
    private volatile long due;
    private volatile @Nullable Thread waiting;

    /** @param action runs in the watchdog's thread, so it must not block; at most once */
    Guard(Watchdog watchdog, Runnable action) {
        this.watchdog = watchdog;
        this.action = action;
    }

    /** Bounds what the calling thread does from now on. False when it must not begin to wait. */
    public boolean arm(Duration limit) {
        return arm(limit.toNanos());
    }

    public boolean arm(long nanos) {
        if (nanos <= 0) act(Cause.TIME);
        if (Thread.currentThread().isInterrupted()) act(Cause.INTERRUPT);
        if (cause.get() != null) return false;
        due = watchdog.nanoTime() + nanos;
        waiting = Thread.currentThread();
        watchdog.noticeChange();
        return true;
    }

    public void disarm() {
        waiting = null;
    }

    /** Why the waiting was ended, if it was. */
    public @Nullable Cause cause() {
        return cause.get();
    }

    /** Acts if it is time to; returns the nanoseconds that are left, {@link Long#MAX_VALUE} when nobody waits. */
    long look(long now) {
        Thread thread = waiting;
        if (thread == null || cause.get() != null) return Long.MAX_VALUE;
        if (thread.isInterrupted()) act(Cause.INTERRUPT);
        long left = due - now;
        if (left <= 0) act(Cause.TIME);
        return Math.max(left, 0);
    }

    /** An action that throws is told, no more: the other guards are still to be looked at. */
    void act(Cause why) {
        if (!cause.compareAndSet(null, why)) return;
        try {
            action.run();
        } catch (RuntimeException | Error broken) {
            tell(broken);
        }
    }

    /** As the JVM does when a thread ends by it. */
    public static void tell(Throwable broken) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, broken);
        } catch (RuntimeException | Error untold) { // the JVM ignores it as well; nobody else is left to tell
            return;
        }
    }
}
