package org.qdmail.smtp.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.qdmail.wire.WireTime;

/** A time that moves only when the test says so; each move lets the watchdogs look. */
public final class ManualTime implements WireTime {
    private static final int PATIENCE = 500;
    private static final long REAL_MILLIS = 20;

    private final AtomicLong now = new AtomicLong();
    private final List<LongSupplier> looks = new CopyOnWriteArrayList<>();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public Beat start(String name, LongSupplier look) {
        looks.add(look);
        return new Beat() {
            @Override
            public void wake() {
                // the next move looks
            }

            @Override
            public void close() {
                looks.remove(look);
            }
        };
    }

    public void advance(Duration step) {
        now.addAndGet(step.toNanos());
        for (LongSupplier look : looks) {
            long pause = look.getAsLong();
            if (pause < 0) throw new AssertionError("a pause of " + pause);
        }
    }

    /** How many watchdogs are looking. */
    public int watchdogs() {
        return looks.size();
    }

    /** Moves step by step until this holds; fails after ten seconds of real time. */
    public void advanceUntil(BooleanSupplier holds, Duration step) {
        for (int turn = 0; turn < PATIENCE; turn++) {
            if (holds.getAsBoolean()) return;
            advance(step);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REAL_MILLIS));
        }
        throw new AssertionError("it does not hold although the time moved on by " + step.multipliedBy(PATIENCE));
    }

    /** Moves step by step until the result is there; fails after ten seconds of real time. */
    public <T> T advanceUntilDone(Future<T> result, Duration step) throws InterruptedException, ExecutionException {
        for (int turn = 0; turn < PATIENCE; turn++) {
            advance(step);
            try {
                return result.get(REAL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                continue;
            }
        }
        throw new AssertionError("no result although the time moved on by " + step.multipliedBy(PATIENCE));
    }
}
