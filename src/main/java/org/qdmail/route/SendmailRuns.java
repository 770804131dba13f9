package org.qdmail.route;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;

/** The programs that run for one route, and the threads that write to them and read from them. */
final class SendmailRuns {
    private static final Duration AFTER_KILL = Duration.ofSeconds(2);
    private static final long KEPT_SECONDS = 1;

    private final ThreadPoolExecutor threads;
    private final Set<SendmailRun> running = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int calls;
    private boolean closed;
    private volatile boolean ending;

    SendmailRuns() {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "qdmail-sendmail-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * A call that {@link #close} waits for.
     *
     * @throws QueueUnavailable when this is closed (MAIL-0004)
     */
    <T> T during(Supplier<T> call) {
        change(1);
        try {
            return call.get();
        } finally {
            change(-1);
        }
    }

    private void change(int by) {
        lock.lock();
        try {
            if (by > 0 && closed) throw new QueueUnavailable(DoorFaults.closed());
            calls += by;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what runs is killed, so that nothing may be started. */
    boolean isEnding() {
        return ending;
    }

    /**
     * Runs the program to its end.
     *
     * @throws IOException when it cannot be started
     */
    SendmailRun.Ending run(List<String> arguments, FrozenMail mail, Duration timeout, Deadline deadline)
            throws IOException {
        SendmailRun run = SendmailRun.start(arguments, mail, threads);
        running.add(run);
        try {
            if (ending) run.end(Guard.Cause.CLOSE);
            return run.await(timeout, deadline);
        } finally {
            running.remove(run);
        }
    }

    /** Takes no further call, lets running ones end within the grace, then kills the programs. */
    void close(Duration grace) {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        if (!awaitNone(grace)) {
            ending = true;
            running.forEach(run -> run.end(Guard.Cause.CLOSE));
            awaitNone(AFTER_KILL);
        }
        threads.shutdown();
    }

    /** An interrupted thread does not wait. */
    private boolean awaitNone(Duration longest) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (calls > 0 && left > 0) left = changed.awaitNanos(left);
            return calls == 0;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return calls == 0;
        } finally {
            lock.unlock();
        }
    }
}
