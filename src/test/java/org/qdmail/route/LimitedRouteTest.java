package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.route.RateSettings.Rate;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.Sender;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/** Mails that wait for their turn, in a time that the test moves. */
class LimitedRouteTest {
    private static final Rate ONE_A_SECOND = new Rate(1, Duration.ofSeconds(1));
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ManualTime time = new ManualTime();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Takes every mail at once and notes its first recipient. */
    private final Route taking = new Route() {
        @Override
        public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
            left.add(envelope.recipients().get(0).address().toString());
            return new SmtpReport(
                    envelope.recipients().stream()
                            .map(recipient -> new Outcome(
                                    recipient.address(),
                                    Outcome.State.ACCEPTED,
                                    Outcome.ReceiptRequest.NOT_ASKED,
                                    Optional.empty(),
                                    Optional.empty(),
                                    false,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()))
                            .toList(),
                    List.of());
        }

        @Override
        public Deadline startDeadline() {
            return Deadline.in(LONG, time);
        }

        @Override
        public RelayOffer probe() {
            throw new AssertionError("not asked");
        }

        @Override
        public PoolUse use() {
            return new PoolUse(0, 0, 0, 0);
        }

        @Override
        public void close(Duration grace) {
            left.add("closed");
        }
    };

    private static String state(Sender sender) throws Exception {
        Outcome outcome = sender.report().outcomes().get(0);
        return outcome.state().name().charAt(0)
                + outcome.number().map(number -> ' ' + number.substring(5)).orElse("");
    }

    private LimitedRoute route(Optional<Rate> mails, Map<String, Rate> domains) {
        return opened(new LimitedRoute(taking, new RateSettings(mails, domains), time));
    }

    private LimitedRoute opened(LimitedRoute route) {
        open.add(route);
        return route;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) each.close();
    }

    private Sender send(Route route, String... recipients) {
        return send(route, LONG, recipients);
    }

    private Sender send(Route route, Duration deadline, String... recipients) {
        return Sender.start(() -> {
            try (FrozenMail mail = Mails.mail()) {
                return route.deliver(Mails.to(recipients), mail, Deadline.in(deadline, time));
            }
        });
    }

    @Test
    void mailsBeyondTheRateWaitForTheirTurnFirstComeFirstServed() throws Exception {
        Route route = route(Optional.of(new Rate(2, Duration.ofSeconds(1))), Map.of());
        List<Sender> senders = new ArrayList<>();
        for (int number = 1; number <= 5; number++) senders.add(send(route, number + "@x.example"));
        assertThat(left).containsExactly("1@x.example", "2@x.example");

        time.advance(Duration.ofMillis(999));
        assertThat(senders.get(2).result()).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(state(senders.get(2))).isEqualTo("A");
        assertThat(state(senders.get(3))).isEqualTo("A");
        assertThat(senders.get(4).result()).isNotDone();
        time.advance(Duration.ofSeconds(1));

        assertThat(state(senders.get(4))).isEqualTo("A");
        assertThat(left.subList(2, 4)).containsExactlyInAnyOrder("3@x.example", "4@x.example");
        assertThat(left).endsWith("5@x.example");
    }

    @Test
    void eachTurnGoesToWhoWaitsLongest() throws Exception {
        Route route = route(Optional.of(ONE_A_SECOND), Map.of());
        List<Sender> senders = new ArrayList<>();
        for (int number = 0; number < 6; number++) senders.add(send(route, number + "@x.example"));

        for (int number = 1; number < 6; number++) {
            time.advance(Duration.ofSeconds(1));
            assertThat(state(senders.get(number))).isEqualTo("A");
            assertThat(left).hasSize(number + 1).endsWith(number + "@x.example");
        }
    }

    @Test
    void mailThatWaitsForItsDomainHoldsBackNoOther() throws Exception {
        Route route = route(Optional.of(new Rate(100, Duration.ofSeconds(1))), Map.of("slow.example", ONE_A_SECOND));
        send(route, "1@slow.example");
        Sender second = send(route, "2@Slow.Example");
        Sender other = send(route, "3@fast.example");

        assertThat(state(other)).isEqualTo("A");
        assertThat(second.result()).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(state(second)).isEqualTo("A");
    }

    @Test
    void starIsEachOtherDomainByItself() throws Exception {
        Rate three = new Rate(3, Duration.ofSeconds(1));
        Route route = route(Optional.empty(), Map.of("*", ONE_A_SECOND, "three.example", three));
        assertThat(state(send(route, "1@a.example"))).isEqualTo("A");
        assertThat(state(send(route, "1@b.example"))).isEqualTo("A");
        Sender second = send(route, "2@a.example");
        for (int number = 0; number < 3; number++) {
            assertThat(state(send(route, number + "@three.example"))).isEqualTo("A");
        }

        assertThat(second.result()).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(state(second)).isEqualTo("A");
    }

    @Test
    void mailToSeveralDomainsWaitsForAllAndIsNotOvertaken() throws Exception {
        Route route = route(Optional.empty(), Map.of("*", ONE_A_SECOND));
        send(route, "1@a.example");
        Sender both = send(route, "2@a.example", "2@b.example");
        Sender behind = send(route, "3@b.example");
        assertThat(both.result()).isNotDone();
        assertThat(behind.result()).isNotDone();

        time.advance(Duration.ofSeconds(1));
        assertThat(state(both)).isEqualTo("A");
        assertThat(behind.result()).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(state(behind)).isEqualTo("A");
    }

    @Test
    void deadlineEndsTheWait() throws Exception {
        Route route = route(Optional.of(new Rate(1, Duration.ofMinutes(1))), Map.of());
        send(route, "1@x.example");
        Sender second = send(route, Duration.ofSeconds(5), "2@x.example", "3@x.example");
        time.advance(Duration.ofSeconds(5));

        assertThat(state(second)).isEqualTo("N 0609");
        assertThat(second.result().get().outcomes()).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.phase()).contains(Phase.RATE);
            assertThat(outcome.isRetryable()).isTrue();
        });
        assertThat(left).containsExactly("1@x.example");
    }

    @Test
    void w4InterruptActsWhileWaitingForATurn() throws Exception {
        Route route = route(Optional.of(ONE_A_SECOND), Map.of("a.example", new Rate(1, Duration.ofMinutes(1))));
        send(route, "1@a.example");
        time.advance(Duration.ofSeconds(1));
        Sender second = send(route, "2@a.example", "2@b.example");
        Sender third = send(route, "3@a.example");
        second.thread().interrupt();

        assertThat(state(second)).isEqualTo("N 0617");
        assertThat(second.result().get().outcomes().get(0).phase()).contains(Phase.RATE);
        time.advance(Duration.ofMinutes(1));
        assertThat(state(third)).isEqualTo("A");
    }

    @Test
    void w5ClosingReleasesThoseWhoWait() throws Exception {
        LimitedRoute route = route(Optional.of(ONE_A_SECOND), Map.of());
        send(route, "1@x.example");
        List<Sender> waiting = List.of(send(route, "2@x.example"), send(route, "3@x.example"));
        route.close();

        for (Sender sender : waiting) {
            assertThatThrownBy(() -> sender.result().get(1, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(QueueUnavailable.class);
        }
        assertThatThrownBy(() -> send(route, "4@x.example").result().get(1, TimeUnit.SECONDS))
                .hasCauseInstanceOf(QueueUnavailable.class);
        assertThat(time.watchdogs()).isZero();
        assertThat(left).containsExactly("1@x.example", "closed");
    }

    @Test
    void routeWithoutLimitsIsLeftAsItIs() {
        assertThat(LimitedRoute.of(taking, RateSettings.NONE)).isSameAs(taking);
    }

    /** By the clock of the machine: the eleventh of five a second cannot leave before two seconds are over. */
    @Test
    void rateHoldsByTheClockOfTheMachine() throws Exception {
        Rate fiveASecond = new Rate(5, Duration.ofSeconds(1));
        LimitedRoute route = opened(
                new LimitedRoute(taking, new RateSettings(Optional.of(fiveASecond), Map.of()), WireTime.ofSystem()));
        long before = System.nanoTime();
        List<CompletableFuture<SmtpReport>> all = new ArrayList<>();
        for (int number = 0; number < 11; number++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> route.deliver(Mails.to("a@x.example"), Mails.mail(), Deadline.in(LONG, WireTime.ofSystem())),
                    task -> new Thread(task).start()));
        }
        for (CompletableFuture<SmtpReport> each : all) each.get(20, TimeUnit.SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(left).hasSize(11);
    }
}
