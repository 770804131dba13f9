package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.WireTime;

class TlsTest {
    private static final String STARTTLS = Play.GREETING + "ehlo STARTTLS, DSN\nwant STARTTLS | send 220 go\n";
    private static final UnaryOperator<SmtpSettings> REQUIRED = Play.tls(TlsMode.STARTTLS_REQUIRED);
    private static final UnaryOperator<SmtpSettings> IMPLICIT = Play.tls(TlsMode.IMPLICIT);

    @Test
    void ext6DeliversAfterStartTls() throws Exception {
        SmtpReport report = Play.deliver(STARTTLS + "tls good\nehlo PIPELINING\nserve\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
        assertThat(report.outcomes())
                .extracting(outcome -> outcome.tls().orElseThrow())
                .containsExactly("TLSv1.3");
    }

    @Test
    void ext7DeliversInsideImplicitTls() throws Exception {
        SmtpReport report = Play.deliver("tls good\n" + Play.GREETING + "ehlo\nserve\n", IMPLICIT, "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void tls1OctetsBehindTheReplyAreAnAttack() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING + "ehlo STARTTLS\nwant STARTTLS | send 220 go | inject 250 AUTH PLAIN\ndrain\n");
                SmtpRelay relay = new SmtpRelay(REQUIRED.apply(SmtpSettings.loopback(peer.port())))) {
            SmtpReport report = relay.deliver(Mails.to("a@x.example"), Mails.mail());
            peer.verify();

            assertThat(Play.states(report)).containsExactly("N 0615");
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
            assertThat(relay.use().suspectedAttacks()).isEqualTo(1);
            assertThat(peer.contentOctets()).isZero();
        }
    }

    /** Whether they are seen before the handshake or by it is the network's choice. */
    @Test
    void tls2OctetsBehindTheReplyInAnotherSegmentEndItToo() throws Exception {
        SmtpReport report = Play.deliver(STARTTLS + "inject 250 AUTH PLAIN\ndrain\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0615");
    }

    @Test
    void tls3NothingIsSentWhereStartTlsIsNotOffered() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo AUTH PLAIN\nwant QUIT | send 221 bye\n")) {
            SmtpReport report = Play.deliver(peer, withLogin(REQUIRED), Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0602");
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
            assertThat(peer.commands()).hasSize(2).last().isEqualTo("QUIT");
        }
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 later, N 0602", "501 5.5.4 no, N 0602", "421 4.3.2 bye, N 0616", "354 what, N 0610"})
    void tls4RefusedStartTlsSendsNothing(String reply, String state) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo STARTTLS\nwant STARTTLS | send " + reply + "\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
        assertThat(report.outcomes().get(0).isRetryable()).isTrue();
    }

    @Test
    void tls5EhloRefusedInsideTlsEndsIt() throws Exception {
        SmtpReport report =
                Play.deliver(STARTTLS + "tls good\nwant EHLO * | send 502 no\ndrain\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0610");
    }

    @Test
    void tls6GarbageInPlaceOfTheHandshakeIsNoReasonToGoOnInTheClear() throws Exception {
        for (TlsMode mode : List.of(TlsMode.STARTTLS_REQUIRED, TlsMode.STARTTLS_OPTIONAL)) {
            SmtpReport report = Play.deliver(STARTTLS + "tls garbage\ndrain\n", Play.tls(mode), "a@x.example");

            assertThat(Play.states(report)).containsExactly("N 0615");
            assertThat(report.outcomes().get(0).phase()).isPresent();
        }
    }

    @Test
    void tls6PlainSmtpOnAnImplicitPort() throws Exception {
        SmtpReport report = Play.deliver(Play.GREETING + "drain\n", IMPLICIT, "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0615");
        assertThat(report.outcomes().get(0).phase()).contains(Phase.TLS);
    }

    @Test
    void tls7StartTlsOfferedInsideTlsIsIgnored() throws Exception {
        SmtpReport report = Play.deliver(STARTTLS + "tls good\nehlo STARTTLS\nserve\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void tls8DsnOfferedOnlyBeforeTlsIsNotUsed() throws Exception {
        org.qdmail.address.EmailAddress to = org.qdmail.address.EmailAddress.of("a@x.example");
        Envelope asking = new Envelope(
                org.qdmail.address.EmailAddress.of("shop@example.com"),
                List.of(new EnvelopeRecipient(to, RecipientOptions.reporting(NotifyOn.of(Notify.SUCCESS), to))),
                java.util.Optional.empty(),
                java.util.Optional.empty());
        try (ScriptedPeer peer = ScriptedPeer.playing(STARTTLS + "tls good\nehlo\nserve\n")) {
            SmtpReport report = Play.deliver(peer, REQUIRED, asking, Mails.mail());

            assertThat(report.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(Outcome.ReceiptRequest.UNSUPPORTED);
            assertThat(peer.commands()).contains("RCPT TO:<a@x.example>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "expired, has expired",
        "not-yet, is not valid yet",
        "other-host, does not name the host",
        "no-ip, does not name the host",
        "self-signed, is self-signed",
        "unknown-ca, comes from an unknown CA"
    })
    void tls9EachCertificateIsRefusedWithItsReason(String kind, String reason) throws Exception {
        SmtpReport report = Play.deliver(STARTTLS + "tls " + kind + "\n", withLogin(REQUIRED), "a@x.example");
        Outcome outcome = report.outcomes().get(0);

        assertThat(Play.states(report)).containsExactly("N 0603");
        assertThat(outcome.fault().orElseThrow().text()).contains(reason);
        assertThat(outcome.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"STARTTLS_REQUIRED", "IMPLICIT"})
    void s18ACertificateForAnotherNameGetsNoLogin(TlsMode mode) throws Exception {
        String script = mode == TlsMode.IMPLICIT ? "tls other-host\n" : STARTTLS + "tls other-host\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            SmtpReport report = Play.deliver(peer, withLogin(Play.tls(mode)), Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0603");
            assertThat(peer.dialogue()).doesNotContain("AUTH");
        }
    }

    @Test
    void tls9ACaThatIsNotConfiguredIsNotTrusted() throws Exception {
        SmtpReport report = Play.deliver(
                STARTTLS + "tls good\n", settings -> settings.withTls(TlsMode.STARTTLS_REQUIRED), "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0603");
    }

    @Test
    void tls10AnAddressIsVerifiedByItsSan() throws Exception {
        assertThat(Play.states(Play.deliver(STARTTLS + "tls good\nehlo\nserve\n", REQUIRED, "a@x.example")))
                .containsExactly("A");
        assertThat(Play.states(Play.deliver(STARTTLS + "tls no-ip\n", REQUIRED, "a@x.example")))
                .containsExactly("N 0603");
    }

    @Test
    void tls10AnAddressIsNotSentAsServerName() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(STARTTLS + "tls good\nehlo\nserve\n")) {
            Play.deliver(peer, REQUIRED, Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.serverNames()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"mail.example.com, A", "two.deep.example.com, N 0603", "example.com, N 0603"})
    void tls11AWildcardStandsForOneLabel(String host, String state) throws Exception {
        String rest = state.equals("A") ? "ehlo\nserve\n" : "";
        assertThat(Play.states(deliverTo(host, STARTTLS + "tls wildcard\n" + rest)))
                .containsExactly(state);
    }

    @Test
    void tls11TheHostNameIsSent() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(STARTTLS + "tls good\nehlo\nserve\n")) {
            deliverTo("relay.example", peer);

            assertThat(peer.serverNames()).containsExactly("relay.example");
        }
    }

    @Test
    void tls12OldVersionsAreRefused() throws Exception {
        SmtpReport report = Play.deliver(STARTTLS + "tls old\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0615");
    }

    @Test
    void s19StrippedStartTlsGetsNeitherLoginNorMail() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.playing(Play.GREETING + "ehlo AUTH PLAIN LOGIN\nwant QUIT | send 221 bye\n")) {
            SmtpReport report = Play.deliver(
                    peer,
                    settings -> settings.withTls(
                                    SmtpSettings.of("relay.example").tls())
                            .withLogin(Login.withPassword("u", Secret.of("p"))),
                    Mails.to("a@x.example"),
                    Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0602");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ehlo AUTH PLAIN\n", "ehlo STARTTLS, AUTH PLAIN\nwant STARTTLS | send 454 no\n"})
    void d10OptionalTlsGoesOnInTheClearWithoutLogin(String offers) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + offers + "serve\n")) {
            SmtpReport report = Play.deliver(
                    peer, withLogin(Play.tls(TlsMode.STARTTLS_OPTIONAL)), Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("A");
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("in the clear"));
            assertThat(peer.dialogue()).doesNotContain("C: AUTH");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fin", "rst"})
    void lossInTheHandshakeIsAFailureOfTls(String loss) throws Exception {
        SmtpReport report = Play.deliver(STARTTLS + loss + "\n", REQUIRED, "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0615");
    }

    @Test
    void d7LossBehindTheContentsEndIsUnknownInsideTls() throws Exception {
        SmtpReport report = Play.deliver(
                STARTTLS
                        + """
                tls good
                ehlo PIPELINING
                want MAIL * | send 250 ok
                want RCPT * | send 250 ok
                want DATA | send 354 go on
                body to-dot
                rst
                """,
                REQUIRED,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("U 0618");
    }

    /** The farewell of TLS is no reply too many. */
    @Test
    void p7AServerThatClosesBehindItsLastReplyHasTakenTheMail() throws Exception {
        SmtpReport report = Play.deliver(
                STARTTLS
                        + """
                tls good
                ehlo PIPELINING, CHUNKING
                want MAIL * | send 250 ok
                want RCPT * | send 250 ok
                body chunk | send 250 ok
                fin
                """,
                settings -> Play.chunks().apply(REQUIRED.apply(settings)),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void smtp4ASilentHandshakeEndsAtTheLimitOfConnecting() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(STARTTLS + "stall\n");
                SmtpRelay relay = Play.relay(REQUIRED.apply(SmtpSettings.loopback(peer.port())), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            SmtpReport result = time.advanceUntilDone(report, Duration.ofSeconds(11));

            assertThat(Play.states(result)).containsExactly("N 0609");
            assertThat(result.outcomes().get(0).phase()).contains(Phase.TLS);
        }
    }

    private static UnaryOperator<SmtpSettings> withLogin(UnaryOperator<SmtpSettings> change) {
        return settings -> change.apply(settings).withLogin(Login.withPassword("u", Secret.of("p")));
    }

    private static SmtpReport deliverTo(String host, String script) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            return deliverTo(host, peer);
        }
    }

    private static SmtpReport deliverTo(String host, ScriptedPeer peer) throws Exception {
        HostNames toLoopback = new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String name) throws java.net.UnknownHostException {
                return List.of(InetAddress.getByName("127.0.0.1"));
            }

            @Override
            public String ownName() {
                return "localhost";
            }
        };
        SmtpSettings settings = SmtpSettings.of(host)
                .withPort(peer.port())
                .withTrust(ServerTrust.judging(List.of(PeerCertificates.ca())));
        SmtpReport report;
        try (SmtpRelay relay = new SmtpRelay(settings, WireTime.ofSystem(), toLoopback)) {
            report = relay.deliver(Mails.to("a@x.example"), Mails.mail());
        }
        peer.verify();
        return report;
    }
}
