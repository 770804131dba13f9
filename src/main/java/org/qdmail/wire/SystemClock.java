package org.qdmail.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The clock of the JVM, with a daemon thread for all repetitions of this instance while there are any. */
final class SystemClock implements WireTime {
    /** Whoever would be called so soon is called along, which saves waking up for each one alone. */
    private static final long SOON = Duration.ofMillis(50).toNanos();

    /** When a look that threw comes again. */
    private static final long AFTER_A_FAILURE = Duration.ofMillis(100).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Repetition> repetitions = new LinkedHashSet<>();
    private final ThreadFactory threads;
    private boolean running;

    SystemClock() {
        this(Thread::new);
    }

    SystemClock(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Beat start(String name, LongSupplier look) {
        Repetition repetition = new Repetition(look);
        lock.lock();
        try {
            if (!running) startThread(name);
            repetitions.add(repetition);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return repetition;
    }

    /** Under the lock, so the thread finds the repetition that it is started for. */
    private void startThread(String name) {
        Thread thread = threads.newThread(this::run);
        thread.setName(name);
        thread.setDaemon(true);
        thread.start();
        running = true; // not before: a machine may have no thread left
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

    /** Its fields belong to the lock, but for what the thread alone has to do with. */
    private final class Repetition implements Beat {
        private final LongSupplier look;
        private long due = nanoTime();
        private boolean sleeps;
        private boolean fails;

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
            long pause = pause();
            lock.lock();
            try {
                if (!sleeps || pause == Long.MAX_VALUE) return;
                due = nanoTime() + pause;
                sleeps = false;
            } finally {
                lock.unlock();
            }
        }

        /** Limits of time hang on it: a look that throws is told and comes again, and the others go on. */
        private long pause() {
            try {
                long pause = look.getAsLong();
                fails = false;
                return pause;
            } catch (RuntimeException | Error broken) {
                if (!fails) Guard.tell(broken); // ten times a second would be too often
                fails = true;
                return AFTER_A_FAILURE;
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
