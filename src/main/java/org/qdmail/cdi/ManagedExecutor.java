package org.qdmail.cdi;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of asynchronous sending: the container's managed executor, or a small bounded pool where there is none.
 * Chosen at the first task, since its JNDI name is bound to the threads of the application.
 */
final class ManagedExecutor implements Executor, AutoCloseable {
    private static final String JNDI_NAME = "java:comp/DefaultManagedExecutorService";
    private static final int OWN_THREADS = 4;
    private static final int OWN_QUEUE = 1000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Executor chosen;
    private @Nullable ThreadPoolExecutor own;

    /** Runs the task on another thread; rejects it when none is to be had. */
    @Override
    public void execute(Runnable task) {
        chosen().execute(task);
    }

    private Executor chosen() {
        lock.lock();
        try {
            Executor known = chosen;
            if (known != null) return known;
            Executor found = managed();
            if (found == null) found = own = ownPool();
            chosen = found;
            return found;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("BanJNDI") // a fixed name of the Jakarta Concurrency specification, nothing from outside
    private static @Nullable Executor managed() {
        try {
            return InitialContext.doLookup(JNDI_NAME) instanceof Executor executor ? executor : null;
        } catch (NamingException noConcurrency) {
            return null; // not an error: Weld SE, or a server without Jakarta Concurrency
        }
    }

    private static ThreadPoolExecutor ownPool() {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "qdmail-async");
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                OWN_THREADS,
                OWN_THREADS,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(OWN_QUEUE),
                daemons);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Ends our own threads; the container's are the container's business. */
    @Override
    public void close() {
        lock.lock();
        try {
            // queued tasks still run: each one finds its service closed and fails its stage
            if (own != null) own.shutdown();
        } finally {
            lock.unlock();
        }
    }
}
