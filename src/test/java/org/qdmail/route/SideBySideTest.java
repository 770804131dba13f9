package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
}
