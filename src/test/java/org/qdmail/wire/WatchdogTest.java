package org.qdmail.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.qdmail.smtp.peer.ManualTime;

class WatchdogTest {
    private final ManualTime time = new ManualTime();
    private final Watchdog watchdog = new Watchdog(time, "test");
    private final AtomicInteger acted = new AtomicInteger();
    private final Guard guard = watchdog.watch(acted::incrementAndGet);

    @Test
    void actsWhenTheTimeIsOver() {
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        time.advance(Duration.ofMillis(999));
        assertThat(acted).hasValue(0);
        time.advance(Duration.ofMillis(1));

        assertThat(acted).hasValue(1);
        assertThat(guard.cause()).isEqualTo(Guard.Cause.TIME);
    }

    @Test
    void actsOnceOnly() {
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        time.advance(Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(2));

        assertThat(acted).hasValue(1);
    }

    @Test
    void doesNotActOnADisarmedGuard() {
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        guard.disarm();
        time.advance(Duration.ofSeconds(2));

        assertThat(acted).hasValue(0);
    }

    @Test
    void doesNotActOnAForgottenGuard() {
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        watchdog.forget(guard);
        time.advance(Duration.ofSeconds(2));

        assertThat(acted).hasValue(0);
    }

    @Test
    void armingAgainStartsTheTimeAnew() {
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        time.advance(Duration.ofMillis(900));
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        time.advance(Duration.ofMillis(900));

        assertThat(acted).hasValue(0);
    }

    @Test
    void noWaitBeginsWithoutTime() {
        assertThat(guard.arm(0)).isFalse();
        assertThat(guard.cause()).isEqualTo(Guard.Cause.TIME);
    }

    @Test
    void noWaitBeginsOnceItHasActed() {
        watchdog.endAll();

        assertThat(guard.arm(Duration.ofSeconds(1))).isFalse();
        assertThat(guard.cause()).isEqualTo(Guard.Cause.CLOSE);
    }

    @Test
    void noticesAnInterruptAndLeavesItsFlag() {
        assertThat(guard.arm(Duration.ofSeconds(1))).isTrue();
        Thread.currentThread().interrupt();
        time.advance(Duration.ZERO);

        assertThat(guard.cause()).isEqualTo(Guard.Cause.INTERRUPT);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anActionThatThrowsKeepsNoOtherFromItsTurn() {
        List<Throwable> told = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> told.add(failure));
        try {
            for (int others = 0; others < 4; others++) armed(WatchdogTest::breakDown);
            Guard good = armed(acted::incrementAndGet);
            for (int others = 0; others < 4; others++) armed(WatchdogTest::breakDown);
            time.advance(Duration.ofSeconds(1));

            assertThat(acted).hasValue(1);
            assertThat(good.cause()).isEqualTo(Guard.Cause.TIME);
            assertThat(told).hasSize(8).allSatisfy(failure -> assertThat(failure)
                    .hasMessage("broken"));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    private Guard armed(Runnable action) {
        Guard armed = watchdog.watch(action);
        assertThat(armed.arm(Duration.ofSeconds(1))).isTrue();
        return armed;
    }

    private static void breakDown() {
        throw new IllegalStateException("broken");
    }

    @Test
    void limitsHoldBesideIdleWorkThatThrows() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Watchdog real = new Watchdog(WireTime.ofSystem(), "watchdog-test")) {
            real.doWhenIdle(now -> {
                thrown.countDown();
                throw new IllegalStateException("idle work that is broken on purpose");
            });
            await(thrown);
            Guard later = real.watch(ended::countDown);
            assertThat(later.arm(Duration.ofMillis(1))).isTrue();

            await(ended);
            assertThat(later.cause()).isEqualTo(Guard.Cause.TIME);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theThreadOfTheSystemRestsAndWakes() throws Exception {
        CountDownLatch ended = new CountDownLatch(2);
        try (Watchdog real = new Watchdog(WireTime.ofSystem(), "watchdog-test")) {
            Guard first = real.watch(ended::countDown);
            assertThat(first.arm(Duration.ofMillis(1))).isTrue();
            while (first.cause() == null) Thread.onSpinWait();
            Guard second = real.watch(ended::countDown);
            assertThat(second.arm(Duration.ofMillis(1))).isTrue();
            ended.await();

            assertThat(second.cause()).isEqualTo(Guard.Cause.TIME);
        }
    }
}
