package org.qdmail.smtp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Permits;
import org.qdmail.wire.Watchdog;

/**
 * The connections of one relay: a bounded number in use, the others kept for a while. Chooses under its lock; opens,
 * looks at and closes outside of it.
 */
final class ConnectionPool {
    private final SmtpSettings settings;
    private final Opening opening;
    private final Watchdog watchdog;
    private final Farewells end;
    private final Permits permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<SmtpConnection> kept = new ArrayDeque<>();
    private boolean closed;

    ConnectionPool(SmtpSettings settings, Opening opening, Watchdog watchdog, Farewells end) {
        this.settings = settings;
        this.opening = opening;
        this.watchdog = watchdog;
        this.end = end;
        this.permits = new Permits(settings.pool().connections(), watchdog);
    }

    /** A kept connection that is still quiet, else a new one; {@link #giveBack} has to follow. */
    SmtpConnection take(Deadline deadline) throws StepFailed {
        awaitPermit(deadline);
        return holdingPermit(() -> {
            SmtpConnection connection = keptOne();
            if (connection == null) return opening.open(deadline, end);
            connection.bound(deadline);
            return connection;
        });
    }

    /** A new connection, whether or not one is kept; that one makes room where there would be too many. */
    SmtpConnection takeNew(Deadline deadline) throws StepFailed {
        awaitPermit(deadline);
        return holdingPermit(() -> {
            tooMany().forEach(end::end);
            return opening.open(deadline, end);
        });
    }

    /** A new connection in place of one that was taken and turned out to be dead. */
    SmtpConnection replace(SmtpConnection dead, Deadline deadline) throws StepFailed {
        return holdingPermit(() -> {
            end.end(dead);
            return opening.open(deadline, end);
        });
    }

    /** How a permit turns into a connection. */
    private interface Source {
        SmtpConnection connection() throws StepFailed;
    }

    /** Whatever happens instead, the permit is not lost. */
    private SmtpConnection holdingPermit(Source source) throws StepFailed {
        boolean taken = false;
        try {
            SmtpConnection connection = source.connection();
            taken = true;
            return connection;
        } finally {
            if (!taken) permits.giveBack();
        }
    }

    /** Kept ones that no free permit is there for; those unused for longest. */
    private List<SmtpConnection> tooMany() {
        List<SmtpConnection> tooMany = new ArrayList<>();
        lock.lock();
        try {
            int room = permits.free();
            while (kept.size() > room) tooMany.add(kept.remove());
            return tooMany;
        } finally {
            lock.unlock();
        }
    }

    private void awaitPermit(Deadline deadline) throws StepFailed {
        switch (permits.take(deadline)) {
            case TIME_IS_OVER ->
                throw StepFailed.forNow(
                        DeliveryFaults.noFreeConnection(settings.pool().connections(), deadline.length()), Phase.POOL);
            case GIVEN_UP ->
                throw StepFailed.aborted(
                        Thread.currentThread().isInterrupted()
                                ? DeliveryFaults.interrupted(Phase.POOL)
                                : DeliveryFaults.closedWhileSending(Phase.POOL),
                        Phase.POOL);
            case GIVEN -> {}
        }
    }

    private @Nullable SmtpConnection keptOne() {
        for (SmtpConnection connection = pollKept(); connection != null; connection = pollKept()) {
            long now = watchdog.nanoTime();
            if (!isWorn(connection, now) && isQuiet(connection, now)) return connection;
            if (!connection.isQuiet()) connection.condemn();
            end.end(connection);
        }
        return null;
    }

    /**
     * A server that has gone unseen says nothing to RSET, and the mail goes over another connection; only where content
     * travels before that reply it must not be lost.
     */
    private boolean isQuiet(SmtpConnection connection, long now) {
        boolean proves = connection.idleNanos(now) < Transaction.FRESH.toNanos()
                && !settings.pipelining().trustsRelay();
        return proves ? connection.isSilent() : connection.isQuiet();
    }

    private @Nullable SmtpConnection pollKept() {
        lock.lock();
        try {
            return kept.pollLast(); // the one used last is the least likely to be closed by the server
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the connection for the next mail, or ends it. */
    void giveBack(SmtpConnection connection) {
        boolean keep;
        try {
            connection.bound(null);
            connection.markUsed(watchdog.nanoTime());
            keep = !isWorn(connection, watchdog.nanoTime()) && keep(connection);
            if (!keep) end.end(connection);
        } finally {
            permits.giveBack();
        }
        if (keep) watchdog.noticeChange();
    }

    private boolean keep(SmtpConnection connection) {
        lock.lock();
        try {
            if (closed) return false;
            return kept.add(connection);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a further transaction may go over the connection, apart from idle time. */
    boolean maySendMore(SmtpConnection connection) {
        return !connection.isRetired()
                && connection.takesMore(settings.pool().messages())
                && connection.ageNanos(watchdog.nanoTime())
                        < settings.pool().age().toNanos();
    }

    private boolean isWorn(SmtpConnection connection, long now) {
        return !maySendMore(connection)
                || connection.idleNanos(now) >= settings.pool().idle().toNanos();
    }

    /** Ends kept connections whose time is over; answers when the next one's will be. */
    long endWorn(long now) {
        List<SmtpConnection> worn = new ArrayList<>();
        long next = Long.MAX_VALUE;
        lock.lock();
        try {
            for (Iterator<SmtpConnection> all = kept.iterator(); all.hasNext(); ) {
                SmtpConnection connection = all.next();
                if (isWorn(connection, now)) {
                    all.remove();
                    worn.add(connection);
                } else {
                    next = Math.min(next, nanosLeft(connection, now));
                }
            }
        } finally {
            lock.unlock();
        }
        worn.forEach(end::end);
        return next;
    }

    private long nanosLeft(SmtpConnection connection, long now) {
        long idle = settings.pool().idle().toNanos() - connection.idleNanos(now);
        long age = settings.pool().age().toNanos() - connection.ageNanos(now);
        return Math.max(1, Math.min(idle, age));
    }

    int used() {
        return settings.pool().connections() - permits.free();
    }

    int idle() {
        lock.lock();
        try {
            return kept.size();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps no connection from now on. */
    void close() {
        List<SmtpConnection> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(kept);
            kept.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(end::end);
    }
}
