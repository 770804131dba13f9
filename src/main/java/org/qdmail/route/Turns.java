package org.qdmail.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/**
 * Lets mails start as the rates allow: first come, first served, but a mail that waits for its domain does not hold back
 * those to others. One daemon thread, which rests while nobody waits.
 */
final class Turns implements AutoCloseable {
    /** How many domains are remembered although nothing holds them back. */
    private static final int REMEMBERED = 1_000;

    /** How a wait ended. */
    enum End {
        TURN,
        TIME_IS_OVER,
        INTERRUPTED,
        CLOSED
    }

    private static final class Waiter {
        private final List<String> domains;
        private final Deadline deadline;
        private final CountDownLatch ended = new CountDownLatch(1);
        private Optional<End> end = Optional.empty();

        Waiter(List<String> domains, Deadline deadline) {
            this.domains = domains;
            this.deadline = deadline;
        }

        void end(End how) {
            end = Optional.of(how);
            ended.countDown();
        }
    }

    private final RateSettings settings;
    private final WireTime time;
    private final Optional<RateWindow> mails;
    private final Map<String, RateWindow> domains = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiting = new ArrayList<>();
    private final WireTime.Beat beat;
    private boolean closed;

    Turns(RateSettings settings, WireTime time) {
        this.settings = settings;
        this.time = time;
        this.mails = settings.mails().map(RateWindow::new);
        this.beat = time.start("qdmail-rate", this::look);
    }

    /**
     * Waits for the turn of a mail.
     *
     * @param all the domains of its recipients, in lower case
     */
    End await(Set<String> all, Deadline deadline) {
        Waiter waiter = new Waiter(
                all.stream().filter(domain -> settings.of(domain).isPresent()).toList(), deadline);
        lock.lock();
        try {
            if (closed) return End.CLOSED;
            waiting.add(waiter);
            letStart(time.nanoTime());
        } finally {
            lock.unlock();
        }
        if (waiter.ended.getCount() > 0) {
            beat.wake();
            await(waiter);
        }
        return endOf(waiter);
    }

    private void await(Waiter waiter) {
        try {
            waiter.ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private End endOf(Waiter waiter) {
        lock.lock();
        try {
            if (waiting.remove(waiter)) beat.wake(); // it may have kept others back
            return waiter.end.orElse(End.INTERRUPTED);
        } finally {
            lock.unlock();
        }
    }

    /** Lets start who may, ends those whose time is over; tells when to look again. */
    private long look() {
        lock.lock();
        try {
            return letStart(time.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private long letStart(long now) {
        long next = Long.MAX_VALUE;
        Set<String> claimed = new HashSet<>();
        boolean isFull = false;
        for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            long left = waiter.deadline.capNanos(waiter.deadline.length());
            if (left <= 0) {
                waiter.end(End.TIME_IS_OVER);
                all.remove();
                continue;
            }
            long needed = isFull ? Long.MAX_VALUE : nanosLeft(waiter, claimed, now);
            if (needed <= 0) {
                start(waiter, now);
                all.remove();
                continue;
            }
            isFull |= mails.filter(window -> window.nanosLeft(now) > 0).isPresent();
            claimed.addAll(waiter.domains);
            next = Math.min(next, Math.min(left, needed));
        }
        return next;
    }

    /** How long until the mail may start, apart from those in front of it that want to go to the same domain. */
    private long nanosLeft(Waiter waiter, Set<String> claimed, long now) {
        long left = mails.map(window -> window.nanosLeft(now)).orElse(0L);
        for (String domain : waiter.domains) {
            if (claimed.contains(domain)) return Long.MAX_VALUE;
            left = Math.max(left, window(domain, now).nanosLeft(now));
        }
        return left;
    }

    private void start(Waiter waiter, long now) {
        mails.ifPresent(window -> window.start(now));
        for (String domain : waiter.domains) window(domain, now).start(now);
        waiter.end(End.TURN);
    }

    private RateWindow window(String domain, long now) {
        RateWindow known = domains.get(domain);
        if (known != null) return known;
        if (domains.size() >= REMEMBERED) domains.values().removeIf(window -> window.isIdle(now));
        RateWindow made = new RateWindow(settings.of(domain).orElseThrow());
        domains.put(domain, made);
        return made;
    }

    /** Ends every waiting, and every one that would begin later. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(waiter -> waiter.end(End.CLOSED));
            waiting.clear();
        } finally {
            lock.unlock();
        }
        beat.close();
    }
}
