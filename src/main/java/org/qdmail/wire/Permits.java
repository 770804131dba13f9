package org.qdmail.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded number of permits, handed out first come, first served; a wait for one is bounded by a guard. */
public final class Permits {
    private final Watchdog watchdog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int free;

    public Permits(int count, Watchdog watchdog) {
        this.free = count;
        this.watchdog = watchdog;
    }

    /** How a wait ended. */
    public enum Grant {
        GIVEN,
        TIME_IS_OVER,
        GIVEN_UP
    }

    public Grant take(Deadline deadline) {
        if (takeFree()) return Grant.GIVEN;
        Waiter waiter = new Waiter(lock);
        Guard guard = watchdog.watch(waiter::wake);
        try {
            guard.arm(deadline.capNanos(deadline.length()));
            return await(waiter, guard);
        } finally {
            watchdog.forget(guard);
        }
    }

    private boolean takeFree() {
        lock.lock();
        try {
            if (free == 0 || !waiters.isEmpty()) return false;
            free--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Grant await(Waiter waiter, Guard guard) {
        lock.lock();
        try {
            waiters.add(waiter);
            grantFree();
            while (!waiter.granted && guard.cause() == null) waiter.changed.await();
            if (waiter.granted) return Grant.GIVEN;
            waiters.remove(waiter);
            return guard.cause() == Guard.Cause.TIME ? Grant.TIME_IS_OVER : Grant.GIVEN_UP;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (waiter.granted) return Grant.GIVEN;
            waiters.remove(waiter);
            return Grant.GIVEN_UP;
        } finally {
            lock.unlock();
        }
    }

    /** How many nobody holds at this moment. */
    public int free() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }

    public void giveBack() {
        lock.lock();
        try {
            free++;
            grantFree();
        } finally {
            lock.unlock();
        }
    }

    private void grantFree() {
        while (free > 0 && !waiters.isEmpty()) {
            free--;
            waiters.remove().grant();
        }
    }

    private static final class Waiter {
        private final ReentrantLock lock;
        private final Condition changed;
        private boolean granted;

        Waiter(ReentrantLock lock) {
            this.lock = lock;
            this.changed = lock.newCondition();
        }

        void grant() {
            granted = true;
            changed.signal();
        }

        /** Runs in the watchdog's thread. */
        void wake() {
            lock.lock();
            try {
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
