package org.qdmail.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.qdmail.SendResult;

/** Threads that each send one mail: virtual ones from JDK 21 on, others where there are none. */
final class Callers {
    private static final long PATIENCE_SECONDS = 20;
    private static final int JDK_WITH_VIRTUAL_THREADS = 21;

    private final List<Thread> threads = new ArrayList<>();
    private final List<CompletableFuture<SendResult>> results = new ArrayList<>();

    static boolean areVirtual() {
        return Runtime.version().feature() >= JDK_WITH_VIRTUAL_THREADS;
    }

    /** The code is compiled for JDK 17, which does not have the method. */
    static Thread start(Runnable task) throws ReflectiveOperationException {
        if (areVirtual()) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        }
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static Callers start(int count, Supplier<SendResult> call) throws ReflectiveOperationException {
        Callers callers = new Callers();
        for (int caller = 0; caller < count; caller++) {
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            callers.results.add(result);
            callers.threads.add(start(() -> run(call, result)));
        }
        return callers;
    }

    private static void run(Supplier<SendResult> call, CompletableFuture<SendResult> result) {
        try {
            result.complete(call.get());
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }

    /** Returns when so many of them wait, which those without a carrier cannot. */
    void awaitWaiting(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (waiting() < count) {
            if (System.nanoTime() > end) throw new AssertionError(waiting() + " wait, not " + count);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private long waiting() {
        return threads.stream().filter(Callers::isWaiting).count();
    }

    static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    List<SendResult> results() throws Exception {
        List<SendResult> all = new ArrayList<>();
        for (CompletableFuture<SendResult> result : results) all.add(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return all;
    }
}
