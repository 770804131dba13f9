package org.qdmail.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The clock of the JVM, with a daemon thread for all repetitions of this instance while there are any. */
final class SystemClock implements WireTime {
    /** Whoever would be called so soon is called along, which saves waking up for each one alone. */
    private static final long SOON = Duration.ofMillis(50).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Repetition> repetitions = new LinkedHashSet<>();
    private boolean running;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Beat start(String name, LongSupplier look) {
        Repetition repetition = new Repetition(look);
        lock.lock();
        try {
            repetitions.add(repetition);
            changed.signalAll();
            if (!running) {
                running = true;
                Thread thread = new Thread(this::run, name);
                thread.setDaemon(true);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
        return repetition;
    }

    private void run() {
        List<Repetition> due = new ArrayList<>();
        while (awaitNext(due)) {
            due.forEach(Repetition::look);
            due.clear();
        }
    }

    /** Waits until a look is due; false when there will be none. */
    private boolean awaitNext(List<Repetition> due) {
        lock.lock();
        try {
            while (!repetitions.isEmpty()) {
                long now = nanoTime();
                long left = Long.MAX_VALUE;
                for (Repetition each : repetitions) left = Math.min(left, each.left(now));
                if (left <= 0) {
                    for (Repetition each : repetitions) if (each.isTakenAlong(now)) due.add(each);
                    return true;
                }
                changed.awaitNanos(left);
            }
            running = false;
            return false;
        } catch (InterruptedException ours) {
            running = false;
            return false; // nobody but the end of the JVM interrupts this thread
        } finally {
            lock.unlock();
        }
    }

    /** Its fields belong to the lock. */
    private final class Repetition implements Beat {
        private final LongSupplier look;
        private long due = nanoTime();
        private boolean sleeps;

        Repetition(LongSupplier look) {
            this.look = look;
        }

        long left(long now) {
            return sleeps ? Long.MAX_VALUE : due - now;
        }

        /** Then it has no other turn until it has looked, but for a wake meanwhile. */
        boolean isTakenAlong(long now) {
            if (left(now) > SOON) return false;
            sleeps = true;
            return true;
        }

        void look() {
            long pause;
            try {
                pause = look.getAsLong();
            } catch (RuntimeException | Error broken) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, broken);
                close(); // the others go on
                return;
            }
            lock.lock();
            try {
                if (!sleeps || pause == Long.MAX_VALUE) return;
                due = nanoTime() + pause;
                sleeps = false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wake() {
            lock.lock();
            try {
                due = nanoTime();
                sleeps = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (repetitions.remove(this)) changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
