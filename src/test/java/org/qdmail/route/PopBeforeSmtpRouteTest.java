package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.qdmail.route.PopServer.IN;
import static org.qdmail.route.PopServer.LOGIN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.pop.PopBeforeSmtp;
import org.qdmail.pop.PopSettings;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;

/** QD-35, QD-107 and row N3 of the faults, with a scripted POP3 server beside a scripted relay. */
class PopBeforeSmtpRouteTest {
    private static final String RELAY = "send 220 mx.example ESMTP\nehlo\nserve\nagain\n";
    private final ManualTime time = new ManualTime();

    @Test
    void qd35LoginIsAskedForAgainAfterTenMinutes() throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing(LOGIN + "next\n" + LOGIN);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            assertThat(number(send(route))).isEmpty();
            assertThat(pop.connections()).isEqualTo(1);
            time.advance(Duration.ofMinutes(9));
            assertThat(number(send(route))).isEmpty();
            assertThat(pop.connections()).isEqualTo(1);
            time.advance(Duration.ofMinutes(2));
            assertThat(number(send(route))).isEmpty();
            assertThat(pop.connections()).isEqualTo(2);
            assertThat(relay.stored()).hasSize(3);
            pop.verify();
        }
    }

    @Test
    void qd35ZeroMeansALoginBeforeEachMail() throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing(LOGIN + "next\n" + LOGIN);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay, settings -> with(settings, PopSettings.Tls.NONE, Duration.ZERO))) {
            assertThat(number(send(route))).isEmpty();
            assertThat(number(send(route))).isEmpty();
            pop.verify();
        }
    }

    @Test
    void qd107WrongPasswordIsNoLoginAndTheRelayIsNotCalled() throws Exception {
        String wrong = "send +OK\nwant USER mrose | send +OK\nwant PASS S3CR3T staaf | send -ERR S3CR3T staaf? no\n";
        try (ScriptedPeer pop = ScriptedPeer.playing(wrong + "next\n" + LOGIN);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            Outcome outcome = send(route);
            assertThat(outcome.state()).isEqualTo(Outcome.State.NOT_ATTEMPTED);
            assertThat(number(outcome)).isEqualTo("MAIL-0706");
            assertThat(outcome.isRetryable()).isFalse();
            assertThat(outcome.phase()).contains(Phase.AUTH);
            assertThat(outcome.fault().orElseThrow().text())
                    .doesNotContain("staaf")
                    .contains("it repeats the login");
            assertThat(relay.connections()).isZero();

            assertThat(number(send(route))).isEmpty();
        }
    }

    @Test
    void qd35ThreadsThatNeedALoginShareOne() throws Exception {
        String slow =
                """
                send +OK POP3 ready
                want USER mrose | send +OK
                want PASS S3CR3T staaf | stall
                send +OK
                want QUIT | send +OK
                fin
                """;
        try (ScriptedPeer pop = ScriptedPeer.playing(slow);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            List<CompletableFuture<Outcome>> sends = new ArrayList<>();
            for (int sender = 0; sender < 8; sender++) {
                sends.add(new CompletableFuture<>());
                start(route, sends.get(sender));
            }
            pop.awaitStalled();
            assertThat(relay.connections()).isZero();
            pop.release();
            for (CompletableFuture<Outcome> sent : sends)
                assertThat(number(sent.get(5, TimeUnit.SECONDS))).isEmpty();
            assertThat(pop.connections()).isEqualTo(1);
            assertThat(relay.stored()).hasSize(8);
            pop.verify();
        }
    }

    /** The digest of RFC 1939 section 7, and what is not offered in the form of a message id. */
    @Test
    void apopIsUsedWhereThePasswordWouldBeSeen() throws Exception {
        String apop =
                """
                send +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>
                want APOP mrose c4c9334bac560ecc979e58001b3e22fb | send +OK maildrop has 1 message
                want QUIT | send +OK
                fin
                """;
        try (ScriptedPeer pop = ScriptedPeer.playing(apop);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay, settings -> password(settings, "tanstaaf"))) {
            assertThat(number(send(route))).isEmpty();
            pop.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<>", "<no-id>", "<a@b@c>", "<@b>", "<a@>", "<a b@c>", "<a@b", "<<a@b>", "a@b>"})
    void apopWantsAMessageId(String timestamp) throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing("send +OK " + timestamp + "\n" + IN);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            assertThat(number(send(route))).isEmpty();
            pop.verify();
        }
    }

    @ParameterizedTest
    @CsvSource({"IMPLICIT", "STARTTLS"})
    void loginIsInsideOfTls(PopSettings.Tls tls) throws Exception {
        String script = tls == PopSettings.Tls.IMPLICIT
                ? "tls good\nsend +OK <1@x.example>\n" + IN
                : "send +OK <1@x.example>\nwant STLS | send +OK\ntls good\n" + IN;
        try (ScriptedPeer pop = ScriptedPeer.playing(script);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay, settings -> with(settings, tls, settings.validFor()))) {
            assertThat(number(send(route))).isEmpty();
            pop.verify();
        }
    }

    static Stream<Arguments> n3() {
        String user = "send +OK\nwant USER mrose | ";
        String pass = user + "send +OK\nwant PASS S3CR3T staaf | ";
        return Stream.of(
                arguments("the user is refused", user + "send -ERR no such mailbox", "AUTH", false),
                arguments("the password is refused", pass + "send -ERR no", "AUTH", false),
                arguments("for good, by its code", pass + "send -ERR [AUTH] no", "AUTH", false),
                arguments("[SYS/PERM]", pass + "send -ERR [SYS/PERM] no", "AUTH", false),
                arguments("[SYS/TEMP]", pass + "send -ERR [SYS/TEMP] later", "AUTH", true),
                arguments("[IN-USE]", pass + "send -ERR [IN-USE] locked", "AUTH", true),
                arguments("[LOGIN-DELAY]", pass + "send -ERR [LOGIN-DELAY] wait", "AUTH", true),
                arguments("nobody listens", "refuse", "CONNECT", true),
                arguments("greets with a refusal", "send -ERR busy", "GREETING", true),
                arguments("is lost at the greeting", "rst", "GREETING", true),
                arguments("is lost at USER", user + "rst", "AUTH", true),
                arguments("is lost at PASS", pass + "fin", "AUTH", true),
                arguments("half a reply", pass + "raw 2b4f4b | fin", "AUTH", true),
                arguments("a bare LF", "raw 2b4f4b0a", "GREETING", true),
                arguments("a bare CR", "raw 2b4f4b0d2b", "GREETING", true),
                arguments("an SMTP server", "send 220 mx.example ESMTP", "GREETING", true),
                arguments("+OKAY", "send +OKAY", "GREETING", true),
                arguments("a line without end", "flood line", "GREETING", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("n3")
    void n3FaultLeavesEverybodyNotAttempted(String what, String script, Phase phase, boolean isRetryable)
            throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing(script + "\n");
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            Outcome outcome = send(route);

            assertThat(outcome.state()).isEqualTo(Outcome.State.NOT_ATTEMPTED);
            assertThat(number(outcome)).isEqualTo("MAIL-0706");
            assertThat(outcome.isRetryable()).isEqualTo(isRetryable);
            assertThat(outcome.phase()).contains(phase);
            assertThat(relay.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stall",
                "send +OK\nwant USER mrose | stall",
                "send +OK\nwant USER mrose | stall\ndrip 1/s +OK slow"
            })
    void n3SlowServerIsLeftAtTheLimit(String script) throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing(script + "\n");
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            CompletableFuture<Outcome> sent = new CompletableFuture<>();
            start(route, sent);
            pop.awaitStalled();
            if (script.contains("drip")) pop.release();
            Outcome outcome = time.advanceUntilDone(sent, Duration.ofSeconds(5));

            assertThat(number(outcome)).isEqualTo("MAIL-0706");
            assertThat(outcome.isRetryable()).isTrue();
            assertThat(relay.connections()).isZero();
        }
    }

    static Stream<Arguments> tlsFaults() {
        return Stream.of(
                arguments("STARTTLS", "send +OK\nwant STLS | send -ERR no", Phase.STARTTLS),
                arguments("STARTTLS", "send +OK\nwant STLS | send +OK | inject +OK evil", Phase.STARTTLS),
                arguments("STARTTLS", "send +OK\nwant STLS | send +OK\ntls other-host", Phase.TLS),
                arguments("IMPLICIT", "tls unknown-ca", Phase.TLS),
                arguments("IMPLICIT", "tls expired", Phase.TLS),
                arguments("IMPLICIT", "tls old", Phase.TLS),
                arguments("IMPLICIT", "tls garbage", Phase.TLS));
    }

    @ParameterizedTest
    @MethodSource("tlsFaults")
    void passwordIsNotShownWithoutSoundTls(PopSettings.Tls tls, String script, Phase phase) throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing(script + "\n");
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay, settings -> with(settings, tls, settings.validFor()))) {
            Outcome outcome = send(route);

            assertThat(number(outcome)).isEqualTo("MAIL-0706");
            assertThat(outcome.isRetryable()).isTrue();
            assertThat(outcome.phase()).contains(phase);
            assertThat(pop.commands()).noneMatch(line -> line.startsWith("USER"));
            assertThat(relay.connections()).isZero();
        }
    }

    @Test
    void w4InterruptEndsTheWaitOfOneSenderAlone() throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing("send +OK\nwant USER mrose | stall\nsend +OK\n"
                        + "want PASS S3CR3T staaf | send +OK\nwant QUIT | send +OK\nfin\n");
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            CompletableFuture<Outcome> first = new CompletableFuture<>();
            CompletableFuture<Outcome> second = new CompletableFuture<>();
            Thread sender = start(route, first);
            start(route, second);
            pop.awaitStalled();
            sender.interrupt();
            Outcome outcome = time.advanceUntilDone(first, Duration.ofMillis(100));
            assertThat(number(outcome)).isEqualTo("MAIL-0617");
            assertThat(outcome.isRetryable()).isTrue();
            pop.release();
            assertThat(number(second.get(5, TimeUnit.SECONDS))).isEmpty();
        }
    }

    @Test
    void w5CloseEndsTheWait() throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing("stall\n");
                ScriptedPeer relay = ScriptedPeer.playing(RELAY)) {
            Route route = route(pop, relay);
            CompletableFuture<Outcome> sent = new CompletableFuture<>();
            start(route, sent);
            pop.awaitStalled();
            route.close();

            assertThat(number(sent.get(5, TimeUnit.SECONDS))).isEqualTo("MAIL-0617");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nDELE 1", "a\nb", "a\0b"})
    void passwordThatPop3CannotCarryIsNotSent(String password) throws Exception {
        try (ScriptedPeer pop = ScriptedPeer.playing(LOGIN + "again\n");
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay, settings -> password(settings, password))) {
            assertThat(number(send(route))).isEqualTo("MAIL-0706");
            assertThat(pop.connections()).isZero();
        }
    }

    @Test
    void probeLogsInAsWell() {
        try (ScriptedPeer pop = ScriptedPeer.playing("send +OK\nwant USER mrose | send -ERR no\nnext\n" + LOGIN);
                ScriptedPeer relay = ScriptedPeer.playing(RELAY);
                Route route = route(pop, relay)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(DeliveryFailed.class, route::probe)
                            .number())
                    .isEqualTo("MAIL-0706");
            assertThat(route.probe().port()).isEqualTo(relay.port());
        }
    }

    @Test
    void relayBehindAFailedLoginIsPassedBy() throws Exception {
        String refused = "send +OK\nwant USER mrose | send -ERR [SYS/TEMP] later\n";
        try (ScriptedPeer pop = ScriptedPeer.playing(refused);
                ScriptedPeer first = ScriptedPeer.playing(RELAY);
                ScriptedPeer second = ScriptedPeer.playing(RELAY);
                Route route = new FailoverRoute(List.of(route(pop, first), relay(second)), time)) {
            assertThat(number(send(route))).isEmpty();
            assertThat(number(send(route))).isEmpty();

            assertThat(pop.connections()).isEqualTo(1);
            assertThat(first.connections()).isZero();
            assertThat(second.stored()).hasSize(2);
        }
    }

    private Thread start(Route route, CompletableFuture<Outcome> result) {
        Thread thread = new Thread(() -> {
            try {
                result.complete(send(route));
            } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Outcome send(Route route) {
        return Internet.send(route, "bob@example.net").get(0);
    }

    private static String number(Outcome outcome) {
        return outcome.number().orElse("");
    }

    private Route route(ScriptedPeer pop, ScriptedPeer relay) {
        return route(pop, relay, UnaryOperator.identity());
    }

    private Route route(ScriptedPeer pop, ScriptedPeer relay, UnaryOperator<PopSettings> change) {
        return new PopBeforeSmtpRoute(
                new PopBeforeSmtp(change.apply(PopServer.settings(pop)), time, HostNames.ofSystem()), relay(relay));
    }

    private Route relay(ScriptedPeer relay) {
        return new RelayRoute(new SmtpRelay(SmtpSettings.loopback(relay.port()), time, HostNames.ofSystem()));
    }

    private static PopSettings with(PopSettings settings, PopSettings.Tls tls, Duration validFor) {
        return new PopSettings(
                settings.host(),
                settings.port(),
                tls,
                settings.trust(),
                settings.user(),
                settings.password(),
                validFor,
                settings.connectTimeout(),
                settings.replyTimeout(),
                settings.deadline());
    }

    private static PopSettings password(PopSettings settings, String password) {
        return new PopSettings(
                settings.host(),
                settings.port(),
                settings.tls(),
                settings.trust(),
                settings.user(),
                SecretSource.of(Secret.of(password)),
                settings.validFor(),
                settings.connectTimeout(),
                settings.replyTimeout(),
                settings.deadline());
    }
}
