package org.qdmail.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.OAuthSettings.Authentication;
import org.qdmail.oauth.OAuthSettings.Grant;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.ServerTrust;

/** What is asked of a token endpoint, and what is made of its answers. */
class EndpointTokensTest {
    private static final String CANARY = "S3CR3T+&=%";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final List<String> rotated = new ArrayList<>();

    private static OAuthSettings settings(URI url) {
        return new OAuthSettings(
                url,
                Grant.CLIENT_CREDENTIALS,
                "shop",
                Optional.of(Secret.of(CANARY)),
                Optional.empty(),
                Optional.empty(),
                Authentication.BASIC,
                ServerTrust.judging(List.of(PeerCertificates.ca())),
                LIMIT);
    }

    private static OAuthSettings refreshing(URI url, Optional<Secret> secret, Authentication authentication) {
        return new OAuthSettings(
                url,
                Grant.REFRESH_TOKEN,
                "sh:op",
                secret,
                Optional.of(Secret.of("r/1")),
                Optional.of("mail.send offline"),
                authentication,
                ServerTrust.judging(List.of(PeerCertificates.ca())),
                LIMIT);
    }

    private EndpointTokens tokens(OAuthSettings settings) {
        return new EndpointTokens(settings, time, secret -> rotated.add(text(secret)));
    }

    private static String text(Secret secret) {
        return new String(secret.reveal());
    }

    /** The token that a login would use. */
    private static String use(EndpointTokens tokens) {
        String token = text(tokens.atHand(Optional.empty()).orElseGet(tokens::read));
        tokens.handOver();
        return token;
    }

    @Test
    void ext10ClientCredentialsAreAskedForWithABasicLogin() {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1")) {
            assertThat(use(tokens(settings(endpoint.url())))).isEqualTo("t1");

            assertThat(endpoint.requests())
                    .containsExactly(new TokenEndpoint.Request(
                            "Basic c2hvcDpTM0NSM1QlMkIlMjYlM0QlMjU=", "grant_type=client_credentials"));
        }
    }

    @Test
    void ext10RefreshTokenIsSentWithTheClientInTheBody() {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1")) {
            OAuthSettings settings = refreshing(endpoint.url(), Optional.of(Secret.of(CANARY)), Authentication.POST);
            assertThat(use(tokens(settings))).isEqualTo("t1");

            assertThat(endpoint.requests())
                    .containsExactly(new TokenEndpoint.Request(
                            "",
                            "grant_type=refresh_token&refresh_token=r%2F1&scope=mail.send+offline"
                                    + "&client_id=sh%3Aop&client_secret=S3CR3T%2B%26%3D%25"));
        }
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void ext10ClientWithoutSecretIsNamedInTheBody(Authentication authentication) {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1")) {
            use(tokens(refreshing(endpoint.url(), Optional.empty(), authentication)));

            assertThat(endpoint.requests())
                    .containsExactly(new TokenEndpoint.Request(
                            "",
                            "grant_type=refresh_token&refresh_token=r%2F1&scope=mail.send+offline&client_id=sh%3Aop"));
        }
    }

    @Test
    void tokenIsRenewedAMinuteBeforeItsEnd() {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1", "t2")) {
            EndpointTokens tokens = tokens(settings(endpoint.url()));
            use(tokens);
            time.advance(Duration.ofMinutes(59).minusMillis(1));
            assertThat(use(tokens)).isEqualTo("t1");
            time.advance(Duration.ofMillis(1));

            assertThat(use(tokens)).isEqualTo("t2");
            assertThat(endpoint.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "\"60\""})
    void shortTokenIsRenewedAtHalfOfItsTime(String seconds) {
        try (TokenEndpoint endpoint = TokenEndpoint.adding(",\"expires_in\":" + seconds)) {
            EndpointTokens tokens = tokens(settings(endpoint.url()));
            use(tokens);
            time.advance(Duration.ofSeconds(29));
            use(tokens);
            assertThat(endpoint.requests()).hasSize(1);
            time.advance(Duration.ofSeconds(1));
            use(tokens);

            assertThat(endpoint.requests()).hasSize(2);
        }
    }

    @Test
    void tokenWithoutEndIsKeptUntilItIsRefused() {
        try (TokenEndpoint endpoint = TokenEndpoint.adding("", "")) {
            EndpointTokens tokens = tokens(settings(endpoint.url()));
            use(tokens);
            time.advance(Duration.ofDays(300));
            assertThat(use(tokens)).isEqualTo("t1");

            assertThat(tokens.atHand(Optional.of(Secret.of("t1")))).isEmpty();
            assertThat(use(tokens)).isEqualTo("t2");
        }
    }

    /** Two logins were refused with the same token; the second one to come finds the new one. */
    @Test
    void tokenThatIsNotTheRefusedOneStays() {
        try (TokenEndpoint endpoint = TokenEndpoint.giving("t1", "t2", "t3")) {
            EndpointTokens tokens = tokens(settings(endpoint.url()));
            use(tokens);
            Optional<Secret> refused = Optional.of(Secret.of("t1"));
            assertThat(tokens.atHand(refused)).isEmpty();
            use(tokens);

            assertThat(tokens.atHand(refused)).contains(Secret.of("t2"));
            assertThat(text(tokens.read())).isEqualTo("t2");
            assertThat(endpoint.requests()).hasSize(2);
        }
    }

    @Test
    void newRefreshTokenIsUsedAndHandedOverOnce() {
        try (TokenEndpoint endpoint = TokenEndpoint.adding(
                ",\"expires_in\":10,\"refresh_token\":\"r2\"", ",\"expires_in\":10,\"refresh_token\":\"r2\"", "")) {
            EndpointTokens tokens = tokens(refreshing(endpoint.url(), Optional.empty(), Authentication.POST));
            for (int turn = 0; turn < 3; turn++) {
                use(tokens);
                time.advance(Duration.ofSeconds(10));
            }

            assertThat(rotated).containsExactly("r2");
            assertThat(endpoint.requests())
                    .extracting(request -> request.body().split("&")[1])
                    .containsExactly("refresh_token=r%2F1", "refresh_token=r2", "refresh_token=r2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, false",
        "400, invalid_scope, false",
        "401, invalid_client, false",
        "403, access_denied, false",
        "400, temporarily_unavailable, true",
        "408, '', true",
        "429, '', true",
        "500, server_error, true",
        "503, '', true",
        "301, '', false",
        "307, '', false",
        "201, '', false"
    })
    void refusalOfTheEndpointIsNumbered(int status, String error, boolean isRetryable) {
        String body = "{\"error\":\"%s\",\"error_description\":\"S3CR3T+&=%% r/1\"}".formatted(error);
        try (TokenEndpoint endpoint = TokenEndpoint.answering(status, body)) {
            SecretSource.Unavailable failure = failureOf(tokens(settings(endpoint.url())));

            assertThat(failure.fault().number()).isEqualTo("MAIL-0620");
            assertThat(failure.fault().text()).contains(error).contains("HTTP " + status);
            assertThat(failure.isRetryable()).isEqualTo(isRetryable);
            assertThat(endpoint.requests()).as("no redirect is followed").hasSize(1);
            assertHasNoSecret(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_grant, 1", "401, invalid_client, 1", "503, '', 3"})
    void endpointThatRefusedForGoodIsLeftAloneForAMinute(int status, String error, int questions) {
        try (TokenEndpoint endpoint = TokenEndpoint.answering(status, "{\"error\":\"%s\"}".formatted(error))) {
            EndpointTokens tokens = tokens(settings(endpoint.url()));
            for (int login = 0; login < 3; login++) {
                assertThat(failureOf(tokens).fault().text()).contains(error).contains("HTTP " + status);
                time.advance(Duration.ofSeconds(25));
            }
            assertThat(endpoint.requests()).hasSize(questions);
            assertThat(failureOf(tokens).fault().number()).isEqualTo("MAIL-0620");
            assertThat(endpoint.requests()).hasSize(questions + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON S3CR3T",
                "[]",
                "{\"access_token\":\"t\"}",
                "{\"access_token\":\"t\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\\r\\nb\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"t\",\"access_token\":\"u\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":-1}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":\"soon\"}",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}}"
            })
    void answerThatIsNoTokenIsRefused(String body) {
        try (TokenEndpoint endpoint = TokenEndpoint.answering(200, body)) {
            SecretSource.Unavailable failure = failureOf(tokens(settings(endpoint.url())));

            assertThat(failure.fault().number()).isEqualTo("MAIL-0620");
            assertThat(failure.isRetryable()).isTrue();
            assertHasNoSecret(failure);
        }
    }

    @Test
    void longTokenAndHugeAnswerAreRefused() {
        for (int length : List.of(8 * 1024 + 1, 3 * 1024 * 1024)) {
            try (TokenEndpoint endpoint = TokenEndpoint.giving("t".repeat(length))) {
                assertThat(failureOf(tokens(settings(endpoint.url()))).fault().number())
                        .isEqualTo("MAIL-0620");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerCertificates.class,
            names = {"EXPIRED", "OTHER_HOST", "UNKNOWN_CA", "SELF_SIGNED"})
    void certificateOfTheEndpointIsJudged(PeerCertificates certificate) {
        try (TokenEndpoint endpoint = TokenEndpoint.with(certificate)) {
            SecretSource.Unavailable failure = failureOf(tokens(settings(endpoint.url())));

            assertThat(failure.fault().number()).isEqualTo("MAIL-0620");
            assertThat(endpoint.requests()).isEmpty();
            assertHasNoSecret(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "tls good\nsend this is no HTTP\ndrain\n", "fin\ndrain\n", "tls good\nrst\n"})
    void endpointThatDoesNotSpeakHttpIsNumbered(String script) {
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            SecretSource.Unavailable failure = failureOf(tokens(settings(url(peer))));

            assertThat(failure.fault().number()).isEqualTo("MAIL-0620");
            assertThat(failure.isRetryable()).isTrue();
            assertHasNoSecret(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stall",
                "tls good\nstall",
                "tls good\nwant POST *\nsend HTTP/1.1 200 OK\nsend Content-Length: 2\nsend \nstall",
                "tls good\nwant POST *\nsend HTTP/1.1 200 OK\nsend Content-Length: 500\nsend \ndrip 50/s {"
            })
    void slowEndpointIsGivenUp(String script) {
        OAuthSettings usual;
        try (ScriptedPeer peer = ScriptedPeer.playing(script + "\ndrain\n")) {
            usual = settings(url(peer));
            OAuthSettings hasty = new OAuthSettings(
                    usual.endpoint(),
                    usual.grant(),
                    usual.clientId(),
                    usual.clientSecret(),
                    usual.refreshToken(),
                    usual.scope(),
                    usual.authentication(),
                    usual.trust(),
                    Duration.ofMillis(700));
            long before = System.nanoTime();
            SecretSource.Unavailable failure = failureOf(tokens(hasty));

            assertThat(failure.fault().number()).isIn("MAIL-0609", "MAIL-0620");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            peer.release();
        }
    }

    private static URI url(ScriptedPeer peer) {
        return URI.create("https://127.0.0.1:" + peer.port() + "/token");
    }

    private static SecretSource.Unavailable failureOf(EndpointTokens tokens) {
        return catchThrowableOfType(SecretSource.Unavailable.class, tokens::read);
    }

    private static void assertHasNoSecret(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("S3CR3T", "S3CR3T%2B", "r/1", "c2hvcDpTM0NSM1Q");
    }
}
