package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Phase;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;

class LimitsTest {
    private static final String GREETED = Play.GREETING;
    private static final String MAIL = "want MAIL * | send 250 ok\n";
    private static final String RCPT = "want RCPT * | send 250 ok\n";

    @ParameterizedTest
    @CsvSource({"GREETING, N", "EHLO, N", "MAIL, N", "RCPT, D", "DATA, D"})
    void smtp4SilenceEndsAtTheLimitAndNamesThePhase(Phase phase, String letter) throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(silentAt(phase));
                SmtpRelay relay = Play.relay(
                        SmtpSettings.loopback(peer.port())
                                .withTimeouts(new SmtpTimeouts(
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(60),
                                        Duration.ofMinutes(10),
                                        Duration.ofHours(1))),
                        time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            Play.awaitReading();
            time.advance(Duration.ofSeconds(59));
            assertThat(report.isDone()).isFalse();
            SmtpReport result = time.advanceUntilDone(report, Duration.ofSeconds(2));

            assertThat(Play.states(result)).containsExactly(letter + " 0609");
            assertThat(result.outcomes().get(0).phase()).contains(phase);
            assertThat(result.outcomes().get(0).fault().orElseThrow().text()).contains(phase.name());
        }
    }

    private static String silentAt(Phase phase) {
        return switch (phase) {
            case GREETING -> "stall\n";
            case EHLO -> GREETED + "want EHLO * | stall\n";
            case MAIL -> GREETED + "ehlo\nwant MAIL * | stall\n";
            case RCPT -> GREETED + "ehlo\n" + MAIL + "want RCPT * | stall\n";
            case DATA -> GREETED + "ehlo\n" + MAIL + RCPT + "want DATA | stall\n";
            default -> throw new AssertionError(phase);
        };
    }

    @Test
    void c1AConnectionThatNobodyAnswersEndsAtItsLimit() throws Exception {
        ManualTime time = new ManualTime();
        try (SilentListener listener = SilentListener.open();
                SmtpRelay relay = Play.relay(SmtpSettings.loopback(listener.port()), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));

            SmtpReport result = time.advanceUntilDone(report, Duration.ofSeconds(1));

            assertThat(Play.states(result)).containsExactly("N 0609");
            assertThat(result.outcomes().get(0).phase()).contains(Phase.CONNECT);
            assertThat(result.outcomes().get(0).isRetryable()).isTrue();
        }
    }

    @Test
    void smtp4TheDeadlineHoldsForTheWhole() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(GREETED + "ehlo\n" + MAIL + "want RCPT * | stall\n");
                SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            time.advance(Duration.ofSeconds(119));
            assertThat(report.isDone()).isFalse();

            assertThat(Play.states(time.advanceUntilDone(report, Duration.ofSeconds(2))))
                    .containsExactly("D 0609");
        }
    }

    @Test
    void smtp4LimitsAreKeptInRealTime() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(GREETED + "ehlo\nwant MAIL * | stall\n");
                SmtpRelay relay = new SmtpRelay(
                        SmtpSettings.loopback(peer.port()).withTimeouts(Play.timeouts(Duration.ofSeconds(1))))) {
            long before = System.nanoTime();
            SmtpReport report = relay.deliver(Mails.to("a@x.example"), Mails.mail());
            Duration taken = Duration.ofNanos(System.nanoTime() - before);

            assertThat(Play.states(report)).containsExactly("N 0609");
            assertThat(taken).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        }
    }

    @Test
    void smtp4DrippingProlongsNothing() throws Exception {
        try (ScriptedPeer peer =
                        ScriptedPeer.playing(GREETED + "ehlo\nwant MAIL *\ndrip 20/s 250 " + "x".repeat(1000) + "\n");
                SmtpRelay relay = new SmtpRelay(
                        SmtpSettings.loopback(peer.port()).withTimeouts(Play.timeouts(Duration.ofMillis(500))))) {
            assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                    .containsExactly("N 0609");
        }
    }

    @Test
    void d9EveryLimitIsFiniteByDefault() {
        SmtpTimeouts limits = SmtpSettings.of("relay.example").timeouts();

        assertThat(limits.connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.command()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.end()).isEqualTo(Duration.ofMinutes(10));
        assertThat(limits.deadline()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void smtp5APeerThatStopsReadingIsBounded() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        GREETED + "ehlo\n" + MAIL + RCPT
                                + "want DATA | send 354 go on\nbody octets 1000\nstall\ndrain\n",
                        4096);
                FrozenMail mail = Mails.ofSize(20_000_000);
                SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), mail));
            peer.awaitStalled();
            SmtpReport result = time.advanceUntilDone(report, Duration.ofMinutes(1));

            assertThat(Play.states(result)).containsExactly("D 0609");
            assertThat(result.outcomes().get(0).phase()).contains(Phase.BLOCK);
        }
    }

    @Test
    void b3TheLastOctetDoesNotArriveWhenTheWriteWasGivenUp() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        GREETED + "ehlo\n" + MAIL + RCPT + "want DATA | send 354 go on\nstall\ndrain\n", 4096);
                FrozenMail mail = Mails.ofSize(8_000_000);
                SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), mail));
            peer.awaitStalled();
            SmtpReport result = time.advanceUntilDone(report, Duration.ofMinutes(1));
            peer.release();
            peer.verify();

            assertThat(Play.states(result)).containsExactly("D 0609");
            assertThat(peer.contentOctets()).isLessThan(mail.sizeOctets());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "lines"})
    void s09AFloodInTheGreetingIsCutOff(String kind) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("flood " + kind + "\n")) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0610");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "lines"})
    void d8AFloodIsCutOffInEachPhase(String kind) throws Exception {
        SmtpReport ehlo = Play.deliver(GREETED + "want EHLO *\nflood " + kind + "\n", Play.unchanged(), "a@x.example");
        SmtpReport mail =
                Play.deliver(GREETED + "ehlo\nwant MAIL *\nflood " + kind + "\n", Play.unchanged(), "a@x.example");
        SmtpReport end = Play.deliver(
                GREETED + "ehlo\n" + MAIL + RCPT + "want DATA | send 354 go\nbody to-dot\nflood " + kind + "\n",
                Play.unchanged(),
                "a@x.example");

        assertThat(Play.states(ehlo)).containsExactly("N 0610");
        assertThat(Play.states(mail)).containsExactly("N 0610");
        assertThat(Play.states(end)).containsExactly("U 0618");
    }
}
