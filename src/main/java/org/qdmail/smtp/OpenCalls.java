package org.qdmail.smtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.wire.Guard;
import org.qdmail.wire.Watchdog;

/** The calls that run; after closing none begins, and those that run are waited for. */
final class OpenCalls {
    private static final Duration AFTER_ABORT = Duration.ofSeconds(2);

    private static final Logger LOGGER = System.getLogger(SmtpRelay.class.getName());

    private final Watchdog watchdog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int running;
    private boolean closed;

    OpenCalls(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    /** False when no call may begin any more. */
    boolean enter() {
        lock.lock();
        try {
            if (closed) return false;
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** False when it was closed before. */
    boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no call runs, for so long at most; an interrupted thread does not wait. False when some still run. */
    boolean awaitEnd(Duration longest) {
        Guard guard = watchdog.watch(this::wake);
        try {
            guard.arm(longest);
            return awaitNone(guard);
        } finally {
            watchdog.forget(guard);
        }
    }

    /** Waits for calls that were aborted to clean up; by the clock, as no guard waits any more. */
    void awaitAborted() {
        long left = AFTER_ABORT.toNanos();
        lock.lock();
        try {
            while (running > 0 && left > 0) left = changed.awaitNanos(left);
            if (running > 0) LOGGER.log(Level.WARNING, "a mail is still being sent although its connection was closed");
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitNone(Guard guard) {
        lock.lock();
        try {
            while (running > 0 && guard.cause() == null) changed.await();
            return running == 0;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return running == 0;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
