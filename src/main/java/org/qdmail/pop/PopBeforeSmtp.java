package org.qdmail.pop;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.PopFaults;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.SharedLookup;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.WireTime;

/**
 * Keeps a login by POP3 young enough for the relay, which takes mail from an address only for a while after one. Threads
 * that need one at the same time share it. Kept in memory: after a start the first mail logs in.
 */
public final class PopBeforeSmtp implements AutoCloseable {
    private static final String THREAD_NAME = "qdmail-pop-";

    private final PopSettings settings;
    private final WireTime time;
    private final Watchdog watchdog;
    private final PopLogin login;
    private final SharedLookup<Long> shared;
    /** By the time that limits are measured by. */
    private volatile @Nullable Long loggedInAt;

    public PopBeforeSmtp(PopSettings settings) {
        this(settings, WireTime.ofSystem(), HostNames.ofSystem());
    }

    /** With a time and names of the caller's choice. */
    public PopBeforeSmtp(PopSettings settings, WireTime time, HostNames names) {
        this(settings, time, names, Thread::new);
    }

    /** With threads of a test's making. */
    PopBeforeSmtp(PopSettings settings, WireTime time, HostNames names, ThreadFactory threads) {
        this.settings = settings;
        this.time = time;
        this.watchdog = new Watchdog(time, THREAD_NAME + "watch");
        this.login = new PopLogin(settings, names, watchdog);
        AtomicInteger number = new AtomicInteger();
        this.shared = new SharedLookup<>(
                this::logIn,
                task -> {
                    Thread thread = threads.newThread(task);
                    thread.setName(THREAD_NAME + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.start();
                },
                watchdog);
    }

    /**
     * Returns when somebody is logged in; blocks for a login where the last one is too old.
     *
     * @param deadline ends the wait; the login itself goes on for those who come later
     * @throws PopFailed when nobody is
     */
    public void require(Deadline deadline) throws PopFailed {
        if (isValid()) return;
        try {
            shared.await(settings.deadline(), deadline);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof PopFailed failed) throw failed.again();
            throw broken(failure);
        } catch (TimeoutException silence) {
            throw PopFailed.forNow(PopFaults.timeout(settings.host(), deadline.length()), Phase.AUTH, silence);
        } catch (InterruptedException ended) {
            throw PopFailed.forNow(
                    Thread.currentThread().isInterrupted()
                            ? DeliveryFaults.interrupted(Phase.AUTH)
                            : DeliveryFaults.closedWhileSending(Phase.AUTH),
                    Phase.AUTH,
                    ended);
        }
    }

    /** Such as no thread that is left, which may be different for the next mail. */
    private PopFailed broken(ExecutionException failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return PopFailed.forNow(PopFaults.broken(settings.host(), cause), Phase.CONNECT, cause);
    }

    private boolean isValid() {
        Long since = loggedInAt;
        return since != null && time.nanoTime() - since < settings.validFor().toNanos();
    }

    /** Runs in a thread of its own, one at a time. */
    private Long logIn() throws PopFailed {
        Long since = loggedInAt;
        if (since != null && isValid()) return since;
        try {
            login.run(Deadline.in(settings.deadline(), time));
        } catch (RuntimeException | Error broken) {
            Guard.tell(broken); // those who wait get a reason alone
            throw broken;
        }
        long now = time.nanoTime();
        loggedInAt = now;
        return now;
    }

    /** Ends a login that runs; whoever waits for it gets MAIL-0617. */
    @Override
    public void close() {
        watchdog.endAll();
        watchdog.close();
    }
}
