package org.qdmail.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.pop.PopBeforeSmtp;
import org.qdmail.pop.PopFailed;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;

/** Logs in by POP3 before it lets another route send. When that fails, nobody is put to the relay. */
public final class PopBeforeSmtpRoute implements Route {
    private final PopBeforeSmtp login;
    private final Route route;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;
    private boolean closed;

    /** Takes both over: closing this one closes them. */
    public PopBeforeSmtpRoute(PopBeforeSmtp login, Route route) {
        this.login = login;
        this.route = route;
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        enter();
        try {
            return loggedIn(envelope, mail, deadline);
        } finally {
            leave();
        }
    }

    private SmtpReport loggedIn(Envelope envelope, FrozenMail mail, Deadline deadline) {
        try {
            login.require(deadline);
        } catch (PopFailed failed) {
            return SmtpReport.notAttempted(envelope, failed.fault(), failed.phase(), failed.isRetryable())
                    .by(Outcome.Way.RELAY);
        }
        return route.deliver(envelope, mail, deadline);
    }

    @Override
    public Deadline startDeadline() {
        return route.startDeadline();
    }

    @Override
    public RelayOffer probe() {
        enter();
        try {
            return loggedInProbe();
        } finally {
            leave();
        }
    }

    private RelayOffer loggedInProbe() {
        try {
            login.require(startDeadline());
        } catch (PopFailed failed) {
            throw new DeliveryFailed(
                    failed.fault(), failed.phase(), List.of(), Optional.empty(), failed.isRetryable(), failed);
        }
        return route.probe();
    }

    @Override
    public PoolUse use() {
        return route.use();
    }

    /** The grace is for mails in their login too, so the route behind it is closed when they have gone through it. */
    @Override
    public void close(Duration grace) {
        Duration left = Duration.ofNanos(awaitCalls(grace.toNanos()));
        try {
            login.close();
        } finally {
            route.close(left);
        }
    }

    private void enter() {
        lock.lock();
        try {
            if (closed) throw new QueueUnavailable(DoorFaults.closed());
            running++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets none begin, and waits for those that run; tells what is left of the time. An interrupted thread does not wait. */
    private long awaitCalls(long longest) {
        long left = longest;
        lock.lock();
        try {
            closed = true;
            while (running > 0 && left > 0) left = ended.awaitNanos(left);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return Math.max(0, left);
    }
}
