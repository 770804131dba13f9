package org.qdmail.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private final WireTime time = WireTime.ofSystem();
    private final Watchdog watchdog = new Watchdog(time, "permits-test");

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void givesAFreePermitAtOnce() {
        assertThat(new Permits(1, watchdog).take(soon())).isEqualTo(Permits.Grant.GIVEN);
    }

    @Test
    void givesAPermitThatWasGivenBack() {
        Permits permits = new Permits(1, watchdog);
        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
        permits.giveBack();

        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
    }

    @Test
    void waitsNoLongerThanTheDeadline() {
        Permits permits = new Permits(1, watchdog);
        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);

        assertThat(permits.take(Deadline.in(Duration.ofMillis(50), time))).isEqualTo(Permits.Grant.TIME_IS_OVER);
    }

    @Test
    void aWaitThatEndedKeepsNoPermit() {
        Permits permits = new Permits(1, watchdog);
        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
        assertThat(permits.take(Deadline.in(Duration.ofMillis(50), time))).isEqualTo(Permits.Grant.TIME_IS_OVER);
        permits.giveBack();

        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() throws Exception {
        Permits permits = new Permits(1, watchdog);
        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
        CompletableFuture<Permits.Grant> waited = new CompletableFuture<>();
        Thread waiter = new Thread(() -> waited.complete(permits.take(soon())));
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) Thread.onSpinWait();
        waiter.interrupt();

        assertThat(waited.get()).isEqualTo(Permits.Grant.GIVEN_UP);
        permits.giveBack();
        assertThat(permits.free()).isOne();
    }

    @Test
    void doesNotWaitWhenItsThreadWasInterruptedBefore() {
        Permits permits = new Permits(1, watchdog);
        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
        Thread.currentThread().interrupt();

        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN_UP);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void servesWaitersInTheOrderOfTheirComing() throws Exception {
        Permits permits = new Permits(1, watchdog);
        assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<Thread> waiters = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            int mine = number;
            Thread waiter = new Thread(() -> {
                assertThat(permits.take(soon())).isEqualTo(Permits.Grant.GIVEN);
                served.add(mine);
                permits.giveBack();
            });
            waiters.add(waiter);
            waiter.start();
            while (waiter.getState() != Thread.State.WAITING) Thread.onSpinWait();
        }
        permits.giveBack();
        for (Thread waiter : waiters) waiter.join();

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), time);
    }
}
