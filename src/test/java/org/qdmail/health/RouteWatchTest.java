// SPDX-License-Identifier: Apache-2.0
package org.qdmail.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qdmail.RouteStatus;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.settings.QdmailSettings.Health;

@Timeout(20)
class RouteWatchTest {
    private static final RouteStatus WORKS = new RouteStatus(
            "relay.example",
            587,
            Optional.of("TLSv1.3"),
            Optional.empty(),
            Optional.empty(),
            Set.of("DSN"),
            true,
            OptionalLong.empty());
    private static final Health OFTEN = new Health(true, Duration.ofMillis(1), Duration.ofSeconds(10));
    private static final Health ONCE = new Health(true, Duration.ofHours(1), Duration.ofSeconds(10));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private RouteWatch watch = new RouteWatch(Map.of(), ONCE, InstantSource.system());

    @AfterEach
    void close() {
        watch.close();
    }

    private void watch(Map<String, Supplier<RouteStatus>> probes, Health settings) {
        watch = new RouteWatch(probes, settings, now::get);
    }

    @Test
    void nobodyIsAskedBeforeSomebodyAsks() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        watch(
                Map.of("", () -> {
                    looks.incrementAndGet();
                    return WORKS;
                }),
                ONCE);
        assertThat(looks).hasValue(0);

        assertThat(watch.routes())
                .containsExactly(new WatchedRoute(
                        "",
                        true,
                        Optional.empty(),
                        Optional.of(Instant.EPOCH),
                        Optional.of(Instant.EPOCH),
                        Optional.of(WORKS)));
        assertThat(watch.routes()).hasSize(1);
        assertThat(looks).as("the second question opens no connection").hasValue(1);
    }

    @Test
    void failureAfterSuccessRemembersWhenItWorked() throws InterruptedException {
        BlockingQueue<Supplier<RouteStatus>> answers = new ArrayBlockingQueue<>(10);
        answers.add(() -> WORKS);
        CountDownLatch looked = new CountDownLatch(3); // the third look begins when the second has ended
        watch(Map.of("", () -> next(answers, looked)), OFTEN);
        assertThat(watch.routes().get(0).isReady()).isTrue();
        now.set(Instant.EPOCH.plusSeconds(60));
        answers.add(() -> {
            throw new QueueUnavailable(new Fault("MAIL-0604", "", "login refused"));
        });
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();

        WatchedRoute route = watch.routes().get(0);
        assertThat(route.isReady()).isFalse();
        assertThat(route.readyAt()).contains(Instant.EPOCH);
    }

    /** The answers in their order; further looks wait. */
    private static RouteStatus next(BlockingQueue<Supplier<RouteStatus>> answers, CountDownLatch looked) {
        looked.countDown();
        try {
            Supplier<RouteStatus> answer = answers.poll(60, TimeUnit.SECONDS);
            if (answer == null) throw new QueueUnavailable(new Fault("MAIL-0609", "", "nothing"));
            return answer.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new QueueUnavailable(new Fault("MAIL-0617", "", "stopped"));
        }
    }

    @Test
    void silentRelayIsNotReadyAndHidesNoOther() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        watch(
                Map.of("a", () -> silent(never), "b", () -> WORKS),
                new Health(true, Duration.ofHours(1), Duration.ofMillis(50)));
        List<WatchedRoute> first = watch.routes();
        assertThat(first.get(0).number()).contains("MAIL-0609");

        assertThat(watch.routes().get(1).mailer()).isEqualTo("b");
        never.countDown();
    }

    private static RouteStatus silent(CountDownLatch never) {
        try {
            never.await();
            return WORKS;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new QueueUnavailable(new Fault("MAIL-0617", "", "stopped"));
        }
    }

    @Test
    void lookThatBreaksIsNotReadyAndTheNextOneIsMade() throws InterruptedException {
        BlockingQueue<Supplier<RouteStatus>> answers = new ArrayBlockingQueue<>(10);
        answers.add(() -> {
            throw new IllegalStateException("a fault of ours");
        });
        answers.add(() -> WORKS);
        CountDownLatch looked = new CountDownLatch(3);
        watch(Map.of("", () -> next(answers, looked)), OFTEN);
        watch.routes();
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(watch.routes().get(0).isReady()).isTrue();
    }

    @Test
    void mailerWithoutNameNeedNotBeConfiguredBesideOthers() throws InterruptedException {
        watch(
                Map.of(
                        "",
                                () -> {
                                    throw MisconfiguredMail.of(new Fault("MAIL-1007", "", "not configured"));
                                },
                        "named", () -> WORKS),
                ONCE);

        assertThat(watch.routes()).extracting(WatchedRoute::mailer).containsExactly("named");
    }

    @Test
    void closedWatchKnowsNothingAndStartsNothing() throws InterruptedException {
        watch(Map.of("", () -> WORKS), ONCE);
        watch.close();

        assertThat(watch.routes()).isEmpty();
    }
}
