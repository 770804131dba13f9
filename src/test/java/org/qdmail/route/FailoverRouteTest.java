package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Phase;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.PoolSettings;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.SmtpTimeouts;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;

class FailoverRouteTest {
    private static final String STALLED_AT_MAIL =
            """
            send 220 mx.example ESMTP
            ehlo
            want MAIL * | stall
            """;

    private final ManualTime time = new ManualTime();

    @Test
    void probeTellsOfTheFirstRelayThatCanBeUsed() throws Exception {
        try (ScriptedPeer down = ScriptedPeer.playing("refuse");
                ScriptedPeer busy = ScriptedPeer.playing("send 421 4.3.2 busy\nagain\n");
                ScriptedPeer up = ScriptedPeer.playing("send 220 mx.example ESMTP\nehlo DSN, SIZE 4711\nagain\n")) {
            try (Route route = route(Duration.ofMinutes(2), down, busy, up)) {
                assertThat(route.probe().port()).isEqualTo(up.port());
                assertThat(route.probe().sizeLimit()).hasValue(4711);
            }
            try (Route route = route(Duration.ofMinutes(2), down, busy)) {
                assertThatThrownBy(route::probe).isInstanceOfSatisfying(DeliveryFailed.class, failure -> {
                    assertThat(failure.number()).isEqualTo("MAIL-0601");
                    assertThat(failure.getSuppressed())
                            .singleElement()
                            .asString()
                            .contains("MAIL-0616");
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send 450 4.3.0 later", "rst"})
    void k7TheNextRelayHasTheRestOfTheTime(String turnedAway) throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing(STALLED_AT_MAIL + turnedAway + "\n");
                ScriptedPeer second = ScriptedPeer.playing(STALLED_AT_MAIL);
                Route route = route(Duration.ofMinutes(2), first, second)) {
            CompletableFuture<SmtpReport> report = send(route);
            first.awaitStalled();
            time.advance(Duration.ofSeconds(100));
            first.release();
            second.awaitStalled();
            time.advance(Duration.ofSeconds(19));
            assertThat(report).isNotDone();
            time.advance(Duration.ofSeconds(1));

            Outcome outcome = outcome(report, first, second);
            assertThat(outcome.state()).isEqualTo(Outcome.State.NOT_ATTEMPTED);
            assertThat(outcome.number()).contains("MAIL-0609");
            assertThat(outcome.isRetryable()).isTrue();
        }
    }

    @Test
    void k7NoRelayIsTriedWhenTheTimeIsOver() throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing(STALLED_AT_MAIL);
                ScriptedPeer second = ScriptedPeer.playing("send 220 mx.example ESMTP\nehlo\nserve\n");
                Route route = route(Duration.ofMinutes(2), first, second)) {
            CompletableFuture<SmtpReport> report = send(route);
            first.awaitStalled();
            time.advance(Duration.ofMinutes(2));

            Outcome outcome = outcome(report, first, second);
            assertThat(outcome.number()).contains("MAIL-0609");
            assertThat(outcome.phase()).contains(Phase.MAIL);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void k7TheDeadlineIsThatOfTheFirstRelay() throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing("send 421 mx.example down\n");
                ScriptedPeer second = ScriptedPeer.playing(STALLED_AT_MAIL);
                Route route = new FailoverRoute(
                        List.of(relay(first, Duration.ofMinutes(2)), relay(second, Duration.ofMinutes(1))))) {
            CompletableFuture<SmtpReport> report = send(route);
            second.awaitStalled();
            time.advance(Duration.ofSeconds(119));
            assertThat(report).isNotDone();
            time.advance(Duration.ofSeconds(1));

            Outcome outcome = outcome(report, first, second);
            assertThat(outcome.fault().orElseThrow().text()).contains("PT2M for the whole");
        }
    }

    private static final String TAKES_ONE =
            """
            send 220 mx.example ESMTP
            ehlo
            want MAIL * | send 250 ok
            want RCPT * | send 250 ok
            want RCPT * | send 450 4.2.1 busy
            want DATA | send 354 go on
            body to-dot | send 250 ok
            """;

    private static final String SERVES = "send 220 mx.example ESMTP\nehlo\nserve\nagain\n";

    private FailoverRoute both(ScriptedPeer first, ScriptedPeer second) {
        Duration deadline = Duration.ofMinutes(2);
        return new FailoverRoute(List.of(relay(first, deadline), relay(second, deadline)), time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "send 421 4.3.2 busy\nagain\n"})
    void relayThatCannotBeUsedIsPassedByForHalfAMinute(String script) throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing(script);
                ScriptedPeer second = ScriptedPeer.playing(SERVES);
                Route route = both(first, second)) {
            accepted(route, 5);
            int before = first.connections();
            assertThat(before).isEqualTo(script.equals("refuse") ? 0 : 1);
            time.advance(Resting.PAUSE.minusSeconds(1));
            accepted(route, 5);
            assertThat(first.connections()).isEqualTo(before);

            time.advance(Duration.ofSeconds(1));
            accepted(route, 5);
            assertThat(first.connections()).isEqualTo(2 * before);
            assertThat(second.stored()).hasSize(15);
        }
    }

    @Test
    void relayThatWorksAgainIsTheFirstOneAgain() throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing("send 421 4.3.2 busy\nnext\n" + SERVES.replace("again\n", ""));
                ScriptedPeer second = ScriptedPeer.playing(SERVES);
                Route route = both(first, second)) {
            accepted(route, 2);
            time.advance(Resting.PAUSE);
            accepted(route, 3);

            assertThat(second.stored()).hasSize(2);
            assertThat(first.stored()).hasSize(3);
        }
    }

    @Test
    void relayThatIsPassedByServesWhereTheOtherCannot() throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing("send 421 4.3.2 busy\nnext\n" + SERVES.replace("again\n", ""));
                ScriptedPeer second = ScriptedPeer.playing("send 421 4.3.2 busy\nagain\n");
                Route route = both(first, second)) {
            assertThat(send(route).get(5, TimeUnit.SECONDS).outcomes().get(0).number())
                    .contains("MAIL-0616");
            accepted(route, 1);

            assertThat(first.stored()).hasSize(1);
        }
    }

    @Test
    void whatARelaySaysOfOneRecipientOrMailSaysNothingOfItself() throws Exception {
        String putsOff =
                """
                send 220 mx.example ESMTP
                ehlo
                want MAIL * | send 250 ok
                want RCPT * | send 450 4.2.1 busy
                again
                """;
        try (ScriptedPeer first = ScriptedPeer.playing(putsOff);
                ScriptedPeer second = ScriptedPeer.playing(SERVES);
                Route route = new FailoverRoute(List.of(unkept(first), relay(second, Duration.ofMinutes(2))), time)) {
            accepted(route, 3);

            assertThat(first.connections()).isEqualTo(3);
            assertThat(second.stored()).hasSize(3);
        }
    }

    @Test
    void whoeverHasTheMailIsToldWhenTheNextRelayIsClosed() throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing(TAKES_ONE);
                ScriptedPeer second = ScriptedPeer.playing(SERVES);
                Route closed = relay(second, Duration.ofMinutes(2))) {
            closed.close();
            try (Route route = new FailoverRoute(List.of(relay(first, Duration.ofMinutes(2)), closed), time)) {
                assertThat(Internet.send(route, "a@example.net", "b@example.net"))
                        .extracting(Outcome::state)
                        .containsExactly(Outcome.State.ACCEPTED, Outcome.State.DEFERRED);
            }
        }
    }

    /** Who knows how far that one went: nobody may send again whom it was to take. */
    @Test
    void whoeverHasTheMailIsToldWhenSomethingIsWrongWithUsAtTheNextRelay() throws Exception {
        BreakingTime breaking = new BreakingTime();
        try (ScriptedPeer first = ScriptedPeer.playing(TAKES_ONE);
                ScriptedPeer second = ScriptedPeer.playing(SERVES);
                Route route = new FailoverRoute(
                        List.of(
                                relay(first, Duration.ofMinutes(2)),
                                new RelayRoute(new SmtpRelay(
                                        SmtpSettings.loopback(second.port()), breaking, HostNames.ofSystem()))),
                        time)) {
            Error error = new StackOverflowError();
            breaking.breakBy(error);
            List<Throwable> told = new ArrayList<>();
            List<Outcome> outcomes = toldBy(told, () -> Internet.send(route, "a@example.net", "b@example.net"));
            breaking.mend();

            assertThat(outcomes)
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.UNKNOWN);
            assertThat(outcomes.get(1).number()).contains("MAIL-0618");
            assertThat(outcomes.get(1).isRetryable()).isFalse();
            assertThat(told).containsExactly(error);
        }
    }

    private static List<Outcome> toldBy(List<Throwable> told, Supplier<List<Outcome>> sending) throws Exception {
        CompletableFuture<List<Outcome>> sent = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                sent.complete(sending.get());
            } catch (RuntimeException | Error failure) {
                sent.completeExceptionally(failure);
            }
        });
        thread.setUncaughtExceptionHandler((own, failure) -> told.add(failure));
        thread.start();
        thread.join();
        return sent.get(5, TimeUnit.SECONDS);
    }

    /** A connection serves one mail alone. */
    private Route unkept(ScriptedPeer peer) {
        return new RelayRoute(new SmtpRelay(
                SmtpSettings.loopback(peer.port())
                        .withPool(new PoolSettings(1, 1, Duration.ZERO, Duration.ofMinutes(1))),
                time,
                HostNames.ofSystem()));
    }

    private void accepted(Route route, int mails) throws Exception {
        for (int mail = 0; mail < mails; mail++) {
            Outcome outcome = send(route).get(5, TimeUnit.SECONDS).outcomes().get(0);
            assertThat(outcome.state()).as("%s", outcome).isEqualTo(Outcome.State.ACCEPTED);
        }
    }

    private static CompletableFuture<SmtpReport> send(Route route) {
        return CompletableFuture.supplyAsync(() -> Internet.report(route, Mails.to("bob@example.net")));
    }

    /** Without a result the peers let go: closing the relays would wait for a time that nobody moves. */
    private static Outcome outcome(CompletableFuture<SmtpReport> report, ScriptedPeer... peers) throws Exception {
        try {
            return report.get(5, TimeUnit.SECONDS).outcomes().get(0);
        } catch (TimeoutException late) {
            for (ScriptedPeer peer : peers) peer.close();
            throw late;
        }
    }

    private Route route(Duration deadline, ScriptedPeer... relays) {
        return new FailoverRoute(
                Stream.of(relays).map(relay -> relay(relay, deadline)).toList());
    }

    private Route relay(ScriptedPeer peer, Duration deadline) {
        SmtpTimeouts usual = SmtpTimeouts.DEFAULT;
        SmtpTimeouts timeouts = new SmtpTimeouts(usual.connect(), usual.command(), usual.end(), deadline);
        return new RelayRoute(
                new SmtpRelay(SmtpSettings.loopback(peer.port()).withTimeouts(timeouts), time, HostNames.ofSystem()));
    }
}
