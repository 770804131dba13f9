package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ProxySettings;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.WireTime;

/** A proxy on the way: FAULTS.md's row C3, with octets as RFC 1928, RFC 1929 and RFC 9110 give them. */
class ProxyTest {
    /** CONNECT to the name relay.example, port 587. */
    private static final String SOCKS_TARGET = "octets 05010003 0d 72656c61792e6578616d706c65 024b\n";

    private static final String SOCKS_YES = "raw 05000001 7f000001 0019\n";
    private static final String SOCKS = "octets 050100 | raw 0500\n" + SOCKS_TARGET + SOCKS_YES;
    private static final String HTTP_TARGET = "want CONNECT relay.example:587 HTTP/1.1\nwant Host: relay.example:587\n";
    private static final String HTTP = HTTP_TARGET + "want \nsend HTTP/1.1 200 Connection established\nsend \n";
    private static final String RELAY = Play.GREETING + "ehlo\nserve\n";
    private static final String CANARY = "S3CR3T-proxy";

    /** Knows no name but the proxy's: the relay's is looked up by the proxy. */
    private static final HostNames PROXY_ALONE = new HostNames() {
        @Override
        public List<InetAddress> addressesOf(String host) throws UnknownHostException {
            if (!host.equals("proxy.example")) throw new UnknownHostException(host);
            return List.of(InetAddress.getLoopbackAddress());
        }

        @Override
        public String ownName() {
            return "client.example";
        }
    };

    private static ProxySettings proxy(ProxySettings.Kind kind, int port, Optional<ProxySettings.Login> login) {
        return new ProxySettings(kind, "proxy.example", port, login);
    }

    private static SmtpSettings settings(ProxySettings.Kind kind, ScriptedPeer peer) {
        return SmtpSettings.of("relay.example")
                .withTls(TlsMode.NONE)
                .withProxy(proxy(kind, peer.port(), Optional.empty()));
    }

    private static SmtpSettings loggingIn(ProxySettings.Kind kind, ScriptedPeer peer) {
        ProxySettings.Login login = new ProxySettings.Login("user", Secret.of(CANARY));
        return settings(kind, peer).withProxy(proxy(kind, peer.port(), Optional.of(login)));
    }

    private static SmtpReport deliver(ScriptedPeer peer, SmtpSettings settings) throws InterruptedException {
        SmtpReport report;
        try (SmtpRelay relay = new SmtpRelay(settings, WireTime.ofSystem(), PROXY_ALONE)) {
            report = relay.deliver(Mails.to("a@x.example"), Mails.mail());
        }
        peer.verify();
        return report;
    }

    private static SmtpReport deliver(ProxySettings.Kind kind, String script, UnaryOperator<SmtpSettings> change)
            throws InterruptedException {
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            return deliver(peer, change.apply(settings(kind, peer)));
        }
    }

    private static void assertNotAttempted(SmtpReport report, String number) {
        Outcome outcome = report.outcomes().get(0);
        assertThat(Play.states(report)).containsExactly("N " + number);
        assertThat(outcome.phase()).contains(Phase.PROXY);
        assertThat(outcome.isRetryable()).isTrue();
        assertThat(report.toString()).doesNotContain(CANARY);
    }

    @Test
    void c3NameOfTheRelayGoesToASocksProxyAsItIs() throws Exception {
        SmtpReport report = deliver(ProxySettings.Kind.SOCKS5, SOCKS + RELAY, UnaryOperator.identity());

        assertThat(Play.states(report)).containsExactly("A");
        assertThat(report.outcomes().get(0).host()).contains("relay.example");
    }

    @Test
    void c3NameOfTheRelayGoesToAProxyOfHttpAsItIs() throws Exception {
        SmtpReport report = deliver(ProxySettings.Kind.HTTP, HTTP + RELAY, UnaryOperator.identity());

        assertThat(Play.states(report)).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, octets 05010001 c0000207 024b",
        "2001:db8::7, octets 05010004 20010db8000000000000000000000007 024b",
        "1.2.3.4.5, octets 05010003 09 312e322e332e342e35 024b",
        "1.2.3.256, octets 05010003 09 312e322e332e323536 024b"
    })
    void c3AddressOfTheRelayGoesToASocksProxyAsOctets(String host, String wanted) throws Exception {
        String script = "octets 050100 | raw 0500\n" + wanted + "\n" + SOCKS_YES + RELAY;

        assertThat(Play.states(deliver(ProxySettings.Kind.SOCKS5, script, settings -> settings.withHost(host))))
                .containsExactly("A");
    }

    @Test
    void c3AddressOfSixGoesToAProxyOfHttpInBrackets() throws Exception {
        String script = HTTP.replace("relay.example", "[2001:db8::7]") + RELAY;

        assertThat(Play.states(deliver(ProxySettings.Kind.HTTP, script, settings -> settings.withHost("2001:db8::7"))))
                .containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw 05000004 20010db8000000000000000000000007 024b", "raw 05000003 03 782e79 024b"})
    void c3AnyAddressMayStandInTheAnswer(String answer) throws Exception {
        String script = "octets 050100 | raw 0500\n" + SOCKS_TARGET + answer + "\n" + RELAY;

        assertThat(Play.states(deliver(ProxySettings.Kind.SOCKS5, script, UnaryOperator.identity())))
                .containsExactly("A");
    }

    @Test
    void c3LoginAtASocksProxyGoesByUserAndPassword() throws Exception {
        String login = "octets 01 04 75736572 0c 5333435233542d70726f7879\n";
        String script = "octets 05020002 | raw 0502\n" + login + "raw 0100\n" + SOCKS_TARGET + SOCKS_YES + RELAY;
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            assertThat(Play.states(deliver(peer, loggingIn(ProxySettings.Kind.SOCKS5, peer))))
                    .containsExactly("A");
        }
    }

    @Test
    void c3PasswordIsNotSentToASocksProxyThatWantsNone() throws Exception {
        String script = "octets 05020002 | raw 0500\n" + SOCKS_TARGET + SOCKS_YES + RELAY;
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            assertThat(Play.states(deliver(peer, loggingIn(ProxySettings.Kind.SOCKS5, peer))))
                    .containsExactly("A");
        }
    }

    @Test
    void c3LoginAtAProxyOfHttpIsBasic() throws Exception {
        String script = HTTP.replace("want \n", "want Proxy-Authorization: Basic dXNlcjpTM0NSM1QtcHJveHk=\nwant \n");
        try (ScriptedPeer peer = ScriptedPeer.playing(script + RELAY)) {
            assertThat(Play.states(deliver(peer, loggingIn(ProxySettings.Kind.HTTP, peer))))
                    .containsExactly("A");
        }
    }

    @Test
    void c3HeadersOfTheProxyAndAnnouncementsAreLeftOut() throws Exception {
        String script = HTTP_TARGET + "want \nsend HTTP/1.1 100 Continue\nsend \nsend HTTP/1.0 200\nsend Via: 1.1 x\n"
                + "send Content-Length: 5\nsend \n" + RELAY;

        assertThat(Play.states(deliver(ProxySettings.Kind.HTTP, script, UnaryOperator.identity())))
                .containsExactly("A");
    }

    @Test
    void c3TlsEndsAtTheRelayWhoseNameTheCertificateCarries() throws Exception {
        SmtpReport starttls = deliver(
                ProxySettings.Kind.SOCKS5,
                SOCKS + Play.GREETING + "ehlo STARTTLS\nwant STARTTLS | send 220 go\ntls good\nehlo\nserve\n",
                Play.tls(TlsMode.STARTTLS_REQUIRED));
        SmtpReport implicit = deliver(ProxySettings.Kind.HTTP, HTTP + "tls good\n" + RELAY, Play.tls(TlsMode.IMPLICIT));

        assertThat(Play.states(starttls)).containsExactly("A");
        assertThat(Play.states(implicit)).containsExactly("A");
        assertThat(implicit.outcomes().get(0).tls()).contains("TLSv1.3");
    }

    /** The certificate of the peer does not name relay.example, only the proxy's own address. */
    @Test
    void c3CertificateThatNamesTheProxyAloneIsRefused() throws Exception {
        SmtpReport report =
                deliver(ProxySettings.Kind.SOCKS5, SOCKS + "tls no-ip\ndrain\n", Play.tls(TlsMode.IMPLICIT));

        assertThat(Play.states(report)).containsExactly("N 0603");
    }

    @Test
    void c3OctetsBehindTheAnswerNeverGetIntoTls() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(SOCKS.strip() + " | inject 220 evil\ndrain\n");
                SmtpRelay relay = new SmtpRelay(
                        Play.tls(TlsMode.IMPLICIT).apply(settings(ProxySettings.Kind.SOCKS5, peer)),
                        WireTime.ofSystem(),
                        PROXY_ALONE)) {
            assertNotAttempted(relay.deliver(Mails.to("a@x.example"), Mails.mail()), "0619");
            assertThat(relay.use().suspectedAttacks()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "raw 05ff, wants a login",
        "raw 0502, wants a login",
        "raw 0400, not its protocol",
        "send HTTP/1.1 400 no, not its protocol",
        "fin, closed the connection",
        "rst, closed the connection"
    })
    void c3SocksProxyThatDoesNotTakeUs(String answer, String text) throws Exception {
        SmtpReport report =
                deliver(ProxySettings.Kind.SOCKS5, "octets 050100\n" + answer + "\ndrain\n", UnaryOperator.identity());

        assertNotAttempted(report, "0619");
        assertThat(report.outcomes().get(0).fault().orElseThrow().text())
                .contains("proxy.example")
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "raw 0501, general failure",
        "raw 0502, not allowed by its rules",
        "raw 0503, network unreachable",
        "raw 0504, host unreachable",
        "raw 05050001000000000000, connection refused",
        "raw 0506, time to live",
        "raw 0507, command not supported",
        "raw 0508, address type",
        "raw 05ff, SOCKS 255",
        "raw 05000009, address of an unknown type",
        "raw 0400, no SOCKS 5"
    })
    void c3SocksProxyThatRefusesTheRelay(String answer, String text) throws Exception {
        SmtpReport report = deliver(
                ProxySettings.Kind.SOCKS5,
                "octets 050100 | raw 0500\n" + SOCKS_TARGET + answer + "\ndrain\n",
                UnaryOperator.identity());

        assertNotAttempted(report, "0619");
        assertThat(report.outcomes().get(0).fault().orElseThrow().text()).contains(text);
    }

    @ParameterizedTest
    @EnumSource(ProxySettings.Kind.class)
    void c3WrongPasswordOfTheProxyIsToldWithoutIt(ProxySettings.Kind kind) throws Exception {
        String script = kind == ProxySettings.Kind.SOCKS5
                ? "octets 05020002 | raw 0502\noctets 01 04 75736572 0c 5333435233542d70726f7879 | raw 0101\ndrain\n"
                : HTTP_TARGET + "want Proxy-Authorization: *\nwant \n"
                        + "send HTTP/1.1 407 S3CR3T-proxy dXNlcjpTM0NSM1QtcHJveHk= | send \ndrain\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            SmtpReport report = deliver(peer, loggingIn(kind, peer));

            assertNotAttempted(report, "0619");
            assertThat(report.toString()).contains("refused the login").doesNotContain("dXNlcjpTM0NSM1QtcHJveHk=");
            assertThat(loggingIn(kind, peer).toString()).doesNotContain(CANARY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "send HTTP/1.1 407 login, wants a login",
        "send HTTP/1.1 403 no, HTTP 403",
        "send HTTP/1.1 502 no, HTTP 502",
        "send HTTP/1.1 301 there, HTTP 301",
        "send HTTP/1.1 101 other, HTTP 101",
        "send HTTP/1.1 2000 x, no status line",
        "send HTTP/1.1 20, no status line",
        "send HTTP/1.x 200 x, no status line",
        "send HTTP/2 200 x, no HTTP/1",
        "send 220 mail.example ESMTP, no HTTP/1",
        "raw 485454502f312e3120323030206f6b0a0a, LF alone",
        "fin, closed the connection",
        "rst, closed the connection"
    })
    void c3ProxyOfHttpThatDoesNotLeadOn(String answer, String text) throws Exception {
        SmtpReport report = deliver(
                ProxySettings.Kind.HTTP,
                HTTP_TARGET + "want \n" + answer + (answer.startsWith("send") ? " | send " : "") + "\ndrain\n",
                UnaryOperator.identity());

        assertNotAttempted(report, "0619");
        assertThat(report.outcomes().get(0).fault().orElseThrow().text()).contains(text);
    }

    @Test
    void c3HeaderOfAProxyIsBounded() throws Exception {
        SmtpReport report = deliver(
                ProxySettings.Kind.HTTP,
                HTTP_TARGET + "want \nsend HTTP/1.1 200 ok\nflood lines\n",
                UnaryOperator.identity());

        assertNotAttempted(report, "0619");
        assertThat(report.outcomes().get(0).fault().orElseThrow().text()).contains("16384 octets");
    }

    @Test
    void c3ProxyThatCannotBeReached() throws Exception {
        try (ScriptedPeer nobody = ScriptedPeer.playing("refuse")) {
            assertNotAttempted(deliver(nobody, settings(ProxySettings.Kind.SOCKS5, nobody)), "0619");
            SmtpSettings unknown = settings(ProxySettings.Kind.SOCKS5, nobody)
                    .withProxy(new ProxySettings(ProxySettings.Kind.SOCKS5, "unknown.example", 1080, Optional.empty()));
            assertNotAttempted(deliver(nobody, unknown), "0619");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "octets 050100\nstall\n",
                "octets 050100 | raw 0500\n" + SOCKS_TARGET + "raw 0500\nstall\n",
                "octets 050100\nraw 05\nstall\n"
            })
    void c3SilentProxyIsGivenUpWithinTheLimitOfConnecting(String script) throws Exception {
        assertGivenUp(ProxySettings.Kind.SOCKS5, script);
    }

    @Test
    void c3DrippingProxyIsGivenUpWithinTheLimitOfConnecting() throws Exception {
        assertGivenUp(ProxySettings.Kind.HTTP, HTTP_TARGET + "want \ndrip 20/s HTTP/1.1 200 " + "x".repeat(500) + "\n");
    }

    private static void assertGivenUp(ProxySettings.Kind kind, String script) throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = new SmtpRelay(settings(kind, peer), time, PROXY_ALONE)) {
            Future<SmtpReport> result = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            long before = time.nanoTime();
            SmtpReport report = time.advanceUntilDone(result, Duration.ofMillis(500));

            assertNotAttempted(report, "0609");
            assertThat(Duration.ofNanos(time.nanoTime() - before)).isLessThan(Duration.ofSeconds(35));
            peer.release();
        }
    }

    @Test
    void w4InterruptActsWhileTheProxyIsSilent() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("octets 050100\nstall\n");
                SmtpRelay relay =
                        new SmtpRelay(settings(ProxySettings.Kind.SOCKS5, peer), WireTime.ofSystem(), PROXY_ALONE)) {
            CompletableFuture<SmtpReport> result = new CompletableFuture<>();
            Thread sender =
                    new Thread(() -> result.complete(relay.deliver(Mails.to("a@x.example"), Mails.mail())), "sender");
            sender.start();
            peer.awaitStalled();
            sender.interrupt();

            assertThat(Play.states(result.get(1, TimeUnit.SECONDS))).containsExactly("N 0617");
            peer.release();
        }
    }

    /** Where a proxy leads to is not known, even if it is on this machine. */
    @Test
    void c3NoLoginInTheClearThroughAProxy() throws Exception {
        SmtpReport report = deliver(
                ProxySettings.Kind.SOCKS5,
                SOCKS + Play.GREETING + "ehlo AUTH PLAIN\nwant QUIT | send 221 bye\n",
                settings -> settings.withLogin(Login.withPassword("u", Secret.of(CANARY))));

        assertThat(Play.states(report)).containsExactly("N 0604");
        assertThat(report.toString()).doesNotContain(CANARY);
    }

    @Test
    void c3LoginGoesThroughTlsBehindTheProxy() throws Exception {
        SmtpReport report = deliver(
                ProxySettings.Kind.SOCKS5,
                SOCKS + "tls good\n" + Play.GREETING
                        + "ehlo AUTH PLAIN\nwant AUTH PLAIN AHUAcA== | send 235 ok\nserve\n",
                settings -> settings.withTls(TlsMode.IMPLICIT)
                        .withTrust(ServerTrust.judging(List.of(PeerCertificates.ca())))
                        .withLogin(Login.withPassword("u", Secret.of("p"))));

        assertThat(Play.states(report)).containsExactly("A");
    }
}
