package org.qdmail.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;

/** Counts the calls under way, so that a service can be closed without cutting them. */
final class UnderWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int calls;
    private boolean closed;

    /** Begins a call; {@link #leave()} ends it. */
    void enter() {
        lock.lock();
        try {
            if (closed) throw new QueueUnavailable(DoorFaults.closed());
            calls++;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            if (--calls == 0) none.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody enter any more and waits for those under way; false when it was closed before. */
    boolean close(Duration patience) {
        lock.lock();
        try {
            if (closed) return false;
            closed = true;
            long nanos = patience.toNanos();
            while (calls > 0 && nanos > 0) nanos = none.awaitNanos(nanos);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
