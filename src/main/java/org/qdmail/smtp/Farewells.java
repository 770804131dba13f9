package org.qdmail.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends connections: politely in a side thread, so that no sender waits for the reply to QUIT; broken ones at once. */
final class Farewells {
    /** How the name of each of our threads begins. */
    static final String THREAD_NAME = "qdmail-smtp-";

    /** A connection that is replaced may still wait for its last reply. */
    private static final int STILL_LEAVING = 8;

    private static final long KEPT_SECONDS = 1;
    private final ThreadPoolExecutor threads;
    private final Semaphore farewells;
    private final Set<SmtpConnection> leaving = ConcurrentHashMap.newKeySet();

    /** @param factory makes the side threads; their names are given here */
    Farewells(int connections, ThreadFactory factory) {
        farewells = new Semaphore(connections + STILL_LEAVING);
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = factory.newThread(task);
                    thread.setName(THREAD_NAME + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * The side threads, which look-ups use as well. Not limited as such: farewells are, and of each look-up one runs at a
     * time. A limit for both let servers that never answer QUIT keep mails from their look-up.
     */
    Executor threads() {
        return threads;
    }

    /**
     * Says QUIT unless the connection is broken, or too many wait for their last reply already, or there is no thread to wait
     * for it; never blocks. What became of the mails is decided by then, so nothing of it is a failure of theirs.
     */
    void end(SmtpConnection connection) {
        if (connection.isBroken() || !farewells.tryAcquire()) {
            connection.drop();
            return;
        }
        leaving.add(connection);
        try {
            threads.execute(() -> quit(connection));
        } catch (Throwable noThread) { // closed, or the machine has none left: the connection ends all the same
            farewells.release();
            leaving.remove(connection);
            connection.drop();
        }
    }

    private void quit(SmtpConnection connection) {
        try {
            connection.quit();
        } finally {
            leaving.remove(connection);
            farewells.release();
        }
    }

    /** Waits so long for the last farewell, then drops what is left. */
    void close(Duration longest) {
        threads.shutdown();
        try {
            if (threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        leaving.forEach(SmtpConnection::drop);
        threads.shutdownNow();
    }
}
