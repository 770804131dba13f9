package org.qdmail.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Repetitions by the clock of the machine. */
class SystemClockTest {
    private final WireTime time = new SystemClock();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private long look(CountDownLatch looks, long pause) {
        threads.add(Thread.currentThread());
        looks.countDown();
        return pause;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void allRepetitionsShareOneThreadThatEndsWithThem() throws Exception {
        List<WireTime.Beat> beats = new ArrayList<>();
        CountDownLatch looks = new CountDownLatch(60);
        for (int number = 0; number < 20; number++) {
            beats.add(time.start(
                    "clock-test", () -> look(looks, Duration.ofMillis(1).toNanos())));
        }
        await(looks);
        assertThat(threads).hasSize(1);
        Thread first = threads.iterator().next();
        assertThat(first.isDaemon()).isTrue();
        assertThat(first.getName()).isEqualTo("clock-test");

        beats.forEach(WireTime.Beat::close);
        first.join(20_000);
        assertThat(first.isAlive()).isFalse();

        CountDownLatch again = new CountDownLatch(2);
        try (WireTime.Beat beat = time.start("clock-test", () -> look(again, 1))) {
            assertThat(beat).isNotNull();
            await(again);
        }
        assertThat(threads).hasSize(2);
    }

    @Test
    void whoRestsIsCalledWhenWoken() throws Exception {
        AtomicReference<CountDownLatch> looks = new AtomicReference<>(new CountDownLatch(1));
        try (WireTime.Beat beat = time.start("clock-test", () -> look(looks.get(), Long.MAX_VALUE))) {
            await(looks.get());
            for (int wake = 0; wake < 50; wake++) {
                looks.set(new CountDownLatch(1));
                beat.wake();
                await(looks.get());
            }
        }
    }

    /** Each wake comes while the look runs, so that it must not be taken for the one before. */
    @Test
    void wakeDuringALookLeadsToAnother() throws Exception {
        AtomicReference<WireTime.Beat> beat = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        CountDownLatch looks = new CountDownLatch(50);
        beat.set(time.start("clock-test", () -> {
            try {
                known.await();
            } catch (InterruptedException ended) {
                throw new AssertionError(ended);
            }
            if (looks.getCount() > 1) beat.get().wake();
            return look(looks, Long.MAX_VALUE);
        }));
        known.countDown();
        await(looks);
        beat.get().close();
    }

    @Test
    void aLookThatThrowsIsToldOnceAndComesAgain() throws Exception {
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        CountDownLatch before = new CountDownLatch(1);
        try (WireTime.Beat good = time.start("clock-test", () -> look(before, 1_000_000))) {
            assertThat(good).isNotNull();
            await(before);
            threads.iterator().next().setUncaughtExceptionHandler((thread, failure) -> told.add(failure));
            CountDownLatch breaking = new CountDownLatch(3);
            try (WireTime.Beat bad = time.start("clock-test", () -> {
                breaking.countDown();
                throw new IllegalStateException("broken");
            })) {
                await(breaking);
                CountDownLatch after = new CountDownLatch(3);
                try (WireTime.Beat other = time.start("clock-test", () -> look(after, 1_000_000))) {
                    await(after);
                    assertThat(other).isNotSameAs(bad);
                }
            }
        }
        assertThat(told).hasSize(1).allSatisfy(failure -> assertThat(failure).hasMessage("broken"));
        assertThat(threads).hasSize(1);
    }

    @Test
    void aHandlerThatThrowsEndsNoLooks() throws Exception {
        CountDownLatch before = new CountDownLatch(1);
        CountDownLatch breaking = new CountDownLatch(2);
        try (WireTime.Beat good = time.start("clock-test", () -> look(before, 1_000_000))) {
            assertThat(good).isNotNull();
            await(before);
            threads.iterator().next().setUncaughtExceptionHandler((thread, failure) -> {
                throw new IllegalStateException("the handler is broken too");
            });
            try (WireTime.Beat bad = time.start("clock-test", () -> {
                breaking.countDown();
                throw new IllegalStateException("broken");
            })) {
                assertThat(bad).isNotNull();
                await(breaking);
            }
        }
    }

    @Test
    void whereNoThreadWasLeftTheNextStartHasOne() throws Exception {
        AtomicBoolean none = new AtomicBoolean(true);
        WireTime scarce = new SystemClock(task -> new Thread(task) {
            @Override
            public void start() {
                if (none.get()) throw new OutOfMemoryError("unable to create native thread");
                super.start();
            }
        });
        AtomicInteger forgotten = new AtomicInteger();
        assertThatThrownBy(() -> scarce.start("clock-test", forgotten::incrementAndGet))
                .isInstanceOf(OutOfMemoryError.class);
        none.set(false);

        CountDownLatch looks = new CountDownLatch(2);
        try (WireTime.Beat beat = scarce.start("clock-test", () -> look(looks, 1))) {
            assertThat(beat).isNotNull();
            await(looks);
        }
        assertThat(forgotten).hasValue(0);
    }
}
