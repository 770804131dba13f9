package org.qdmail.wire;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A look-up in a thread of its own, which those who wait for it share: the JDK's resolver has no limit of time. */
public final class SharedLookup<T> {
    private final Callable<T> call;
    private final Executor threads;
    private final Watchdog watchdog;
    private final AtomicReference<@Nullable CompletableFuture<T>> running = new AtomicReference<>();

    public SharedLookup(Callable<T> call, Executor threads, Watchdog watchdog) {
        this.call = call;
        this.threads = threads;
        this.watchdog = watchdog;
    }

    /**
     * The answer.
     *
     * @throws ExecutionException what the look-up threw, or why there was no thread for it
     * @throws TimeoutException not within the limit
     * @throws InterruptedException this thread was interrupted, its flag is still set; or the relay is closed
     */
    public T await(Duration step, Deadline deadline) throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<T> mine = join().copy();
        Guard guard = watchdog.watch(() -> mine.cancel(false));
        try {
            guard.arm(deadline.capNanos(step));
            return mine.get();
        } catch (CancellationException ended) {
            if (guard.cause() == Guard.Cause.TIME) throw new TimeoutException();
            throw new InterruptedException();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted;
        } finally {
            watchdog.forget(guard);
        }
    }

    private CompletableFuture<T> join() {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = running.compareAndExchange(null, mine);
        if (other != null) return other;
        try {
            threads.execute(() -> run(mine));
        } catch (Throwable noThread) { // closed, or the machine has none left: the next one tries again
            running.set(null);
            mine.completeExceptionally(noThread);
        }
        return mine;
    }

    private void run(CompletableFuture<T> result) {
        try {
            T answer = call.call();
            running.set(null);
            result.complete(answer);
        } catch (Throwable failure) {
            running.set(null);
            result.completeExceptionally(failure);
        }
    }
}
