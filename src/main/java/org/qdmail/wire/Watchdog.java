package org.qdmail.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;

/**
 * Looks after everything of a relay that may last too long: a blocked read or write of a socket has no limit of its own
 * and does not notice an interrupt. One daemon thread for each relay; it rests while nobody waits.
 */
public final class Watchdog implements AutoCloseable {
    /** How late a limit may be noticed. An interrupt has to be noticed within a second. */
    private static final long TICK = Duration.ofMillis(100).toNanos();

    private final WireTime time;
    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
    private final WireTime.Beat beat;
    private volatile LongUnaryOperator idleWork = now -> Long.MAX_VALUE;
    private volatile boolean resting;
    private volatile boolean ended;

    public Watchdog(WireTime time, String name) {
        this.time = time;
        this.beat = time.start(name, this::look);
    }

    /**
     * What else is to be done from time to time.
     *
     * @param work takes the time; answers how many nanoseconds it may be left alone
     */
    public void doWhenIdle(LongUnaryOperator work) {
        idleWork = work;
        noticeChange();
    }

    public long nanoTime() {
        return time.nanoTime();
    }

    public Guard watch(Runnable action) {
        Guard guard = new Guard(this, action);
        guards.add(guard);
        if (ended) guard.act(Guard.Cause.CLOSE);
        return guard;
    }

    public void forget(Guard guard) {
        guard.disarm();
        guards.remove(guard);
    }

    /**
     * Called after a guard was armed or idle work came up. Both are written before this reads {@code resting}, and {@link
     * #look()} reads them again after it has written that: so nothing is overlooked.
     */
    public void noticeChange() {
        if (!resting) return;
        resting = false;
        beat.wake();
    }

    private long look() {
        long now = time.nanoTime();
        if (lookAtGuards(now)) return Math.min(TICK, idleWork.applyAsLong(now));
        resting = true;
        long idle = idleWork.applyAsLong(now);
        if (!lookAtGuards(now)) return idle;
        resting = false;
        return Math.min(TICK, idle);
    }

    /** Whether somebody is waiting. */
    private boolean lookAtGuards(long now) {
        boolean waiting = false;
        for (Guard guard : guards) waiting |= guard.look(now) != Long.MAX_VALUE;
        return waiting;
    }

    /** Ends every waiting, and every one that would begin later. */
    public void endAll() {
        ended = true;
        for (Guard guard : guards) guard.act(Guard.Cause.CLOSE);
    }

    @Override
    public void close() {
        beat.close();
    }
}
