package org.qdmail.health;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qdmail.RouteStatus;
import org.qdmail.failure.MailException;

/** Looks at one route again and again, in a thread of its own, so that a slow one hides no other. */
final class Lookout implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Lookout.class.getName());
    private static final String TIME_OUT = "MAIL-0609";

    private final String mailer;
    private final Supplier<RouteStatus> probe;
    private final Duration interval;
    private final Duration deadline;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private @Nullable Instant begun;
    private Optional<Instant> lookedAt = Optional.empty();
    private Optional<Instant> readyAt = Optional.empty();
    private Optional<RouteStatus> status = Optional.empty();
    private Optional<String> number = Optional.empty();
    private boolean hasSucceeded;

    Lookout(String mailer, Supplier<RouteStatus> probe, Duration interval, Duration deadline, InstantSource clock) {
        this.mailer = mailer;
        this.probe = probe;
        this.interval = interval;
        this.deadline = deadline;
        this.clock = clock;
        thread = new Thread(this::run, "qdmail-health-" + mailer);
        thread.setDaemon(true);
    }

    Lookout started() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                pause();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        begin();
        try {
            RouteStatus found = probe.get();
            end(Optional.of(found), Optional.empty());
        } catch (MailException failure) {
            end(Optional.empty(), Optional.of(failure.number()));
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "a look at the relay failed unexpectedly", unexpected);
            end(Optional.empty(), Optional.empty());
        }
    }

    private void begin() {
        lock.lock();
        try {
            begun = clock.instant();
        } finally {
            lock.unlock();
        }
    }

    private void end(Optional<RouteStatus> found, Optional<String> reason) {
        lock.lock();
        try {
            Instant now = clock.instant();
            begun = null;
            lookedAt = Optional.of(now);
            number = reason;
            hasSucceeded = found.isPresent();
            if (found.isPresent()) {
                status = found;
                readyAt = lookedAt;
            }
            looked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = interval.toNanos();
            while (nanos > 0) nanos = looked.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    /** What is known; waits for the first look, no longer than the nanoseconds given. */
    WatchedRoute known(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (lookedAt.isEmpty() && left > 0) left = looked.awaitNanos(left);
            boolean isLate = begun != null && begun.plus(deadline).isBefore(clock.instant());
            boolean isUnseen = lookedAt.isEmpty();
            Optional<String> reason = isLate || isUnseen ? Optional.of(TIME_OUT) : number;
            boolean isReady = hasSucceeded && !isLate;
            return new WatchedRoute(mailer, isReady, reason, lookedAt, readyAt, status);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
