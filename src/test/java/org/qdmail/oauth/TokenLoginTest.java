package org.qdmail.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.OAuthSettings.Authentication;
import org.qdmail.oauth.OAuthSettings.Grant;
import org.qdmail.smtp.Login;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.PoolSettings;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.SmtpTimeouts;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.WireTime;

/** Logins with tokens: the octets on the wire, and how often the endpoint is asked for them. */
class TokenLoginTest {
    private static final String START = "send 220 mx.example ESMTP\n";
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final List<String> rotated = new CopyOnWriteArrayList<>();

    private SecretSource tokens(URI url, Grant grant) {
        return new EndpointTokens(
                new OAuthSettings(
                        url,
                        grant,
                        "shop",
                        Optional.of(Secret.of("s")),
                        Optional.of(Secret.of("r1")),
                        Optional.empty(),
                        Authentication.BASIC,
                        ServerTrust.judging(List.of(PeerCertificates.ca())),
                        CONNECT),
                WireTime.ofSystem(),
                secret -> rotated.add(new String(secret.reveal())));
    }

    private static SmtpRelay relay(ScriptedPeer peer, SecretSource tokens) {
        return relay(peer, tokens, CONNECT);
    }

    private static SmtpRelay relay(ScriptedPeer peer, SecretSource tokens, Duration connect) {
        SmtpTimeouts usual = SmtpTimeouts.DEFAULT;
        return new SmtpRelay(SmtpSettings.loopback(peer.port())
                .withLogin(Login.withToken("u", tokens))
                .withPool(new PoolSettings(8, 1, Duration.ofSeconds(30), Duration.ofMinutes(5)))
                .withTimeouts(new SmtpTimeouts(connect, usual.command(), usual.end(), usual.deadline())));
    }

    private static List<String> states(SmtpReport report) {
        return report.outcomes().stream().map(TokenLoginTest::state).toList();
    }

    private static String state(Outcome outcome) {
        return outcome.state().name().charAt(0)
                + outcome.number().map(number -> ' ' + number.substring(5)).orElse("");
    }

    private static SmtpReport send(SmtpRelay relay) {
        return relay.deliver(Mails.to("a@x.example"), Mails.mail());
    }

    private static String xoauth2(String token) {
        byte[] response = ("user=u\1auth=Bearer " + token + "\1\1").getBytes(StandardCharsets.UTF_8);
        return "want AUTH XOAUTH2 " + Base64.getEncoder().encodeToString(response);
    }

    private static String oauthBearer(String token, int port) {
        byte[] response = ("n,a=u,\1host=127.0.0.1\1port=" + port + "\1auth=Bearer " + token + "\1\1")
                .getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(response);
    }

    @Test
    void ext10TokenOfTheEndpointGoesIntoTheLogin() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1");
                ScriptedPeer peer = ScriptedPeer.playing(
                        START + "ehlo AUTH XOAUTH2\n" + xoauth2("t1") + " | send 235 ok\nserve\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS))) {
            assertThat(states(send(relay))).containsExactly("A");
            peer.verify();
        }
    }

    @Test
    void ext10RefusedTokenIsReplacedOnce() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1", "t2", "t3");
                ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\n" + xoauth2("t1")
                        + " | send 535 5.7.8 expired\n" + xoauth2("t2") + " | send 235 ok\nserve\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS))) {
            assertThat(states(send(relay))).containsExactly("A");
            assertThat(endpoint.requests()).hasSize(2);
            peer.verify();
        }
    }

    @Test
    void ext10TokenThatIsRefusedTwiceEndsTheLogin() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1", "t2", "t3");
                ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\n" + xoauth2("t1")
                        + " | send 535 no\n" + xoauth2("t2") + " | send 535 no t2\nwant QUIT | send 221 bye\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS))) {
            SmtpReport report = send(relay);

            assertThat(states(report)).containsExactly("N 0604");
            assertThat(report.outcomes().get(0).isRetryable()).isFalse();
            assertThat(endpoint.requests()).hasSize(2);
            peer.verify();
        }
    }

    /** The server gave its error as a challenge, which has an answer of its own in each mechanism. */
    @ParameterizedTest
    @CsvSource({"OAUTHBEARER, AQ==", "XOAUTH2, ''"})
    void auth13ErrorChallengeIsAnsweredAndTheTokenReplacedOnce(String mechanism, String answer) throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1", "t2", "t3");
                ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH " + mechanism + "\nwant AUTH " + mechanism
                        + " * | send 334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=\nwant " + answer
                        + " | send 535 5.7.8 expired\nwant AUTH " + mechanism + " * | send 235 ok\nserve\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS))) {
            assertThat(states(send(relay))).containsExactly("A");
            assertThat(endpoint.requests()).hasSize(2);
            assertThat(peer.dialogue())
                    .contains(
                            mechanism.equals("XOAUTH2")
                                    ? xoauth2("t2").substring("want ".length())
                                    : oauthBearer("t2", peer.port()));
            peer.verify();
        }
    }

    @Test
    void ext10OneQuestionServesAllThreads() throws Exception {
        String one = START + "ehlo AUTH XOAUTH2\n" + xoauth2("t1") + " | send 235 ok\nserve\nagain\n";
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1").holding();
                ScriptedPeer peer = ScriptedPeer.playing(one);
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS))) {
            List<CompletableFuture<SmtpReport>> all = new ArrayList<>();
            for (int sender = 0; sender < 8; sender++)
                all.add(CompletableFuture.supplyAsync(() -> send(relay), task -> new Thread(task).start()));
            endpoint.awaitAsked();
            endpoint.release();

            for (CompletableFuture<SmtpReport> each : all) {
                assertThat(states(each.get(10, TimeUnit.SECONDS))).containsExactly("A");
            }
            assertThat(endpoint.requests()).hasSize(1);
        }
    }

    @Test
    void newRefreshTokenIsHandedOverBeforeTheMailLeaves() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.adding(",\"refresh_token\":\"r2\"");
                ScriptedPeer peer = ScriptedPeer.playing(
                        START + "ehlo AUTH XOAUTH2\n" + xoauth2("t1") + " | send 454 4.7.0 later\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.REFRESH_TOKEN))) {
            assertThat(states(send(relay))).containsExactly("N 0604");
            assertThat(rotated).containsExactly("r2");
        }
    }

    @Test
    void refusalOfTheEndpointEndsTheLogin() throws Exception {
        String body = "{\"error\":\"invalid_grant\"}";
        try (TokenEndpoint endpoint = TokenEndpoint.answering(400, body);
                ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\nwant QUIT | send 221 bye\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.REFRESH_TOKEN))) {
            SmtpReport report = send(relay);

            assertThat(states(report)).containsExactly("N 0620");
            assertThat(report.outcomes().get(0).phase()).contains(Phase.AUTH);
            assertThat(report.outcomes().get(0).isRetryable()).isFalse();
            peer.verify();
        }
    }

    @Test
    void silentEndpointIsGivenUpWithinTheLimitOfConnecting() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1").holding();
                ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\nwant QUIT | send 221 bye\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS), SHORT)) {
            long before = System.nanoTime();
            SmtpReport report = send(relay);

            assertThat(states(report)).containsExactly("N 0609");
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT.plusSeconds(5));
        }
    }

    @Test
    void w4InterruptActsWhileTheEndpointIsSilent() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1").holding();
                ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\ndrain\n");
                SmtpRelay relay = relay(peer, tokens(endpoint.url(), Grant.CLIENT_CREDENTIALS))) {
            CompletableFuture<SmtpReport> result = new CompletableFuture<>();
            Thread sender = new Thread(() -> result.complete(send(relay)), "sender");
            sender.start();
            endpoint.awaitAsked();
            sender.interrupt();

            assertThat(states(result.get(1, TimeUnit.SECONDS))).containsExactly("N 0617");
        }
    }

    @Test
    void beanThatThrowsIsNumberedWithoutItsWords() throws Exception {
        TokenSource broken = () -> {
            throw new IllegalStateException("S3CR3T");
        };
        try (ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\nwant QUIT | send 221 bye\n");
                SmtpRelay relay = relay(peer, new ApplicationTokens(broken))) {
            SmtpReport report = send(relay);

            assertThat(states(report)).containsExactly("N 0620");
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
            assertThat(report.toString()).doesNotContain("S3CR3T");
        }
    }

    @Test
    void auth13BeanIsAskedForAnotherTokenOnce() throws Exception {
        TokenSource source = new TokenSource() {
            @Override
            public Secret token() {
                return Secret.of("t1");
            }

            @Override
            public Secret tokenInPlaceOf(Secret refused) {
                return Secret.of(new String(refused.reveal()).equals("t1") ? "t2" : "wrong");
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.playing(START + "ehlo AUTH XOAUTH2\n" + xoauth2("t1") + " | send 535 no\n"
                        + xoauth2("t2") + " | send 235 ok\nserve\n");
                SmtpRelay relay = relay(peer, new ApplicationTokens(source))) {
            assertThat(states(send(relay))).containsExactly("A");
            peer.verify();
        }
    }
}
