package org.qdmail.smtp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a machine that runs out of them when the test says so. */
final class ScarceThreads implements ThreadFactory {
    private static final long PATIENCE_SECONDS = 20;

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean none;

    @Override
    public Thread newThread(Runnable task) {
        if (none) {
            refused.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(task);
        made.add(thread);
        return thread;
    }

    /** From now on there is none; returns when those of before have ended, as they serve again. */
    void runOut() throws InterruptedException {
        for (Thread thread : made) thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        none = true;
    }

    void comeBack() {
        none = false;
    }

    /** How often there was none. */
    int refused() {
        return refused.get();
    }
}
