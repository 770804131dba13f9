package org.qdmail.route;

import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does several things of one caller at once, so that one that is slow keeps none from its turn. The caller does its share,
 * so one thing needs no further thread. An interrupt of the caller reaches all.
 */
final class SideBySide<T> {
    /** At once, for one caller. */
    private static final int WORKERS = 8;

    private final Queue<T> things;
    private final Consumer<T> work;
    private final CountDownLatch helpers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> helping = new HashSet<>();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private SideBySide(Collection<T> things, Consumer<T> work) {
        this.things = new ConcurrentLinkedQueue<>(things);
        this.work = work;
        this.helpers = new CountDownLatch(Math.max(0, Math.min(WORKERS, things.size()) - 1));
    }

    /** Returns when all is done. What one of them throws is thrown here after all have ended. */
    static <T> void run(Collection<T> things, Consumer<T> work, Executor threads) {
        new SideBySide<>(things, work).run(threads);
    }

    private void run(Executor threads) {
        for (long helper = helpers.getCount(); helper > 0; helper--) start(threads);
        workOff();
        if (awaitHelpers()) Thread.currentThread().interrupt();
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof RuntimeException exception) throw exception;
    }

    /** Without a free thread the others, and in the end the caller, do its share. */
    private void start(Executor threads) {
        try {
            threads.execute(this::help);
        } catch (Throwable noThread) { // closed, or the machine has none left: those that help already are waited for
            helpers.countDown();
        }
    }

    private void help() {
        try {
            begin();
            workOff();
        } finally {
            end();
            helpers.countDown();
        }
    }

    private void begin() {
        lock.lock();
        try {
            helping.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            helping.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, since a thread that has left works for another mail. */
    private void interruptHelpers() {
        lock.lock();
        try {
            helping.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private void workOff() {
        for (T thing = things.poll(); thing != null; thing = things.poll()) {
            if (givenUp.get()) Thread.currentThread().interrupt(); // so each thing that is left ends at once
            try {
                work.accept(thing);
            } catch (RuntimeException | Error thrown) {
                failure.compareAndSet(null, thrown);
            }
        }
    }

    /** Whether the caller was interrupted. */
    private boolean awaitHelpers() {
        boolean interrupted = Thread.interrupted();
        while (true) {
            if (interrupted && !givenUp.getAndSet(true)) interruptHelpers();
            try {
                helpers.await();
                return interrupted;
            } catch (InterruptedException hurry) {
                interrupted = true;
            }
        }
    }
}
