package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void oneThingIsDoneByTheCaller() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();

        SideBySide.run(List.of(1), thing -> seen.add(Thread.currentThread()), threads);

        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @Test
    void eightAreDoneAtOnce() {
        CyclicBarrier all = new CyclicBarrier(8);

        SideBySide.run(IntStream.range(0, 16).boxed().toList(), thing -> meet(all), threads);

        assertThat(all.getNumberWaiting()).isZero();
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (Exception missing) {
            throw new AssertionError("they were not all there", missing);
        }
    }

    @Test
    void everythingIsDoneWhenThereIsNoThread() {
        AtomicInteger done = new AtomicInteger();

        SideBySide.run(List.of(1, 2, 3), thing -> done.incrementAndGet(), task -> {
            throw new RejectedExecutionException("closed");
        });

        assertThat(done).hasValue(3);
    }

    @Test
    void everythingIsDoneWhenThereIsAThreadForTheFirstHelperAlone() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();

        Executor scarce = task -> {
            if (started.getAndIncrement() > 0) throw new OutOfMemoryError("unable to create native thread");
            threads.execute(task);
        };

        assertThatCode(() -> SideBySide.run(List.of(1, 2, 3), thing -> done.incrementAndGet(), scarce))
                .doesNotThrowAnyException();
        assertThat(done).hasValue(3);
    }

    @Test
    void whatOneThrowsIsThrownWhenAllHaveEnded() {
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> SideBySide.run(
                        List.of(1, 2, 3, 4),
                        thing -> {
                            done.incrementAndGet();
                            if (thing == 2) throw new IllegalStateException("two");
                        },
                        threads))
                .hasMessage("two");
        assertThat(done).hasValue(4);
    }

    @Test
    void interruptOfTheCallerReachesAll() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(3);
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger after = new AtomicInteger();
        Thread caller = new Thread(() -> {
            SideBySide.run(
                    List.of(1, 2, 3),
                    thing -> {
                        try {
                            waiting.countDown();
                            new CountDownLatch(1).await();
                        } catch (InterruptedException expected) {
                            interrupted.incrementAndGet();
                            Thread.currentThread().interrupt();
                        }
                    },
                    threads);
            if (Thread.currentThread().isInterrupted()) after.incrementAndGet();
        });
        caller.start();
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(10_000);

        assertThat(interrupted).hasValue(3);
        assertThat(after).hasValue(1);
    }

    /** Interrupted at the very moment when it has ended its work and takes up another task, unless something keeps it. */
    private static final class Helper extends Thread {
        private final CountDownLatch hurried = new CountDownLatch(1);
        private final CountDownLatch takesUpAnother = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        Helper(Runnable task) {
            super(task);
        }

        @Override
        public void interrupt() {
            hurried.countDown();
            if (Thread.currentThread() != this) spinUntil(() -> takesUpAnother.getCount() == 0 || isKept());
            super.interrupt();
            interrupted.countDown();
        }

        private boolean isKept() {
            return String.valueOf(LockSupport.getBlocker(this)).contains("ReentrantLock");
        }
    }

    private static void spinUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("it never came to that");
            Thread.onSpinWait();
        }
    }

    @Test
    void interruptDoesNotReachWhatAHelperDoesNext() throws Exception {
        CompletableFuture<Helper> made = new CompletableFuture<>();
        ExecutorService one = Executors.newSingleThreadExecutor(task -> {
            made.complete(new Helper(task));
            return made.join();
        });
        CountDownLatch atWork = new CountDownLatch(1);
        Thread caller = new Thread(() -> SideBySide.run(
                List.of(1, 2),
                thing -> {
                    if (!(Thread.currentThread() instanceof Helper helper)) {
                        join(atWork);
                        return;
                    }
                    atWork.countDown();
                    join(helper.hurried);
                },
                one));
        caller.start();
        join(atWork);
        spinUntil(() -> caller.getState() == Thread.State.WAITING);
        Helper helper = made.get();
        Future<Boolean> next = one.submit(() -> {
            helper.takesUpAnother.countDown();
            try {
                return !helper.interrupted.await(10, TimeUnit.SECONDS) || Thread.interrupted();
            } catch (InterruptedException hurry) {
                return true;
            }
        });
        caller.interrupt();

        assertThat(next.get(20, TimeUnit.SECONDS)).isFalse();
        caller.join(10_000);
        one.shutdown();
    }

    private static void join(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) throw new AssertionError("it never came to that");
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
