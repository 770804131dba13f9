package org.qdmail.wire;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The clock of the JVM, with a daemon thread for each repetition. */
final class SystemClock implements WireTime {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Beat start(String name, LongSupplier look) {
        LookingThread beat = new LookingThread(look);
        Thread thread = new Thread(beat, name);
        thread.setDaemon(true);
        thread.start();
        return beat;
    }

    private static final class LookingThread implements Beat, Runnable {
        private final LongSupplier look;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean woken;
        private boolean closed;

        LookingThread(LongSupplier look) {
            this.look = look;
        }

        @Override
        public void run() {
            long pause = look.getAsLong();
            while (awaitNext(pause)) pause = look.getAsLong();
        }

        /** Waits for the next look; false when there is none. */
        private boolean awaitNext(long nanos) {
            lock.lock();
            try {
                long left = nanos;
                while (!woken && !closed && left > 0) left = changed.awaitNanos(left);
                woken = false;
                return !closed;
            } catch (InterruptedException ours) {
                return false; // nobody but the end of the JVM interrupts this thread
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wake() {
            lock.lock();
            try {
                woken = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
