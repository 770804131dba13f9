package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.peer.ScriptedPeer;

class LoginTest {
    private static final UnaryOperator<SmtpSettings> PASSWORD =
            settings -> settings.withLogin(Login.withPassword("tim", Secret.of("tanstaaftanstaaf")));

    @Test
    void ext8LogsInBeforeMail() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING
                        + """
                ehlo AUTH PLAIN
                want AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm | send 235 2.7.0 welcome
                serve
                """,
                PASSWORD,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void auth2LoginIsAskedStepByStep() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING
                        + """
                ehlo AUTH LOGIN
                want AUTH LOGIN | send 334 VXNlcm5hbWU6
                want dGlt | send 334 UGFzc3dvcmQ6
                want dGFuc3RhYWZ0YW5zdGFhZg== | send 235 welcome
                serve
                """,
                PASSWORD,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void auth3CramMd5IsUsedWhenItIsNamed() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING
                        + """
                ehlo AUTH PLAIN CRAM-MD5
                want AUTH CRAM-MD5 | send 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+
                want dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw | send 235 welcome
                serve
                """,
                settings -> PASSWORD.apply(settings).withAuthentication(Authentication.CRAM_MD5),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void ext8CramMd5IsNeverChosenByItself() throws Exception {
        SmtpReport report =
                Play.deliver(Play.GREETING + "ehlo AUTH CRAM-MD5\nwant QUIT | send 221 bye\n", PASSWORD, "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0605");
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN LOGIN SCRAM-SHA-256, SCRAM-SHA-256",
        "XOAUTH2 OAUTHBEARER PLAIN, OAUTHBEARER",
        "LOGIN XOAUTH2, XOAUTH2",
        "LOGIN PLAIN, PLAIN",
        "GSSAPI LOGIN, LOGIN"
    })
    void ext8TheStrongestIsChosen(String offered, String chosen) throws Exception {
        Login both = new Login(
                "u", Optional.of(SecretSource.of(Secret.of("p"))), Optional.of(SecretSource.of(Secret.of("t"))));
        try (ScriptedPeer peer = ScriptedPeer.playing(
                Play.GREETING + "ehlo AUTH " + offered + "\nwant AUTH " + chosen + "* | send 535 no\n")) {
            SmtpReport report =
                    Play.deliver(peer, settings -> settings.withLogin(both), Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0604");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ehlo", "ehlo SIZE, DSN"})
    void auth12NoLoginOfferedSendsNothing(String offers) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + offers + "\nwant QUIT | send 221 bye\n")) {
            SmtpReport report = Play.deliver(peer, PASSWORD, Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0605");
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "535 5.7.8 no, N 0604, false",
        "534 5.7.9 weak, N 0604, false",
        "538 5.7.11 needs TLS, N 0604, false",
        "530 5.7.0 no, N 0604, false",
        "454 4.7.0 later, N 0604, true",
        "432 4.7.12 later, N 0604, true",
        "421 4.3.2 bye, N 0616, true"
    })
    void ext8ReplyToTheLoginDecides(String reply, String state, boolean retryable) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH PLAIN\nwant AUTH * | send " + reply + "\n", PASSWORD, "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
        assertThat(report.outcomes().get(0).isRetryable()).isEqualTo(retryable);
        assertThat(report.outcomes().get(0).phase()).contains(Phase.AUTH);
    }

    @Test
    void auth6SuccessBeforeTheServersProofIsNone() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH SCRAM-SHA-256\nwant AUTH * | send 235 welcome\ndrain\n",
                PASSWORD,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
        assertThat(report.outcomes().get(0).isRetryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "cj14LHM9eCxpPTQwOTY=", "bm9uc2Vuc2U="})
    void auth6AWrongChallengeIsCancelled(String challenge) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH SCRAM-SHA-256\nwant AUTH * | send 334 " + challenge
                        + "\nwant * | send 501 ok\n",
                PASSWORD,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
        assertThat(report.outcomes().get(0).isRetryable()).isFalse();
    }

    @Test
    void aChallengeOver12288OctetsIsCancelled() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH SCRAM-SHA-256\nwant AUTH * | send 334 " + "A".repeat(12_292)
                        + "\nwant * | send 501 ok\n",
                PASSWORD,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
    }

    @Test
    void auth11FewerLoginsThanLastTimeAreToldOf() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING
                                + """
                        ehlo AUTH PLAIN LOGIN XOAUTH2
                        want AUTH PLAIN * | send 235 welcome
                        serve 1
                        fin
                        next
                        send 220 mx.example ESMTP
                        ehlo AUTH LOGIN
                        want AUTH LOGIN | send 334 VXNlcm5hbWU6
                        want * | send 334 UGFzc3dvcmQ6
                        want * | send 235 welcome
                        serve
                        """);
                SmtpRelay relay = new SmtpRelay(
                        PASSWORD.apply(SmtpSettings.loopback(peer.port())).withPool(oneMailEach()))) {
            SmtpReport first = relay.deliver(Mails.to("a@x.example"), Mails.mail());
            SmtpReport second = relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(first.warnings()).isEmpty();
            assertThat(Play.states(second)).containsExactly("A");
            assertThat(second.warnings()).anyMatch(warning -> warning.contains("XOAUTH2, PLAIN missing"));
        }
    }

    @Test
    void auth13AFreshTokenIsTriedOnce() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING
                        + """
                ehlo AUTH OAUTHBEARER
                want AUTH OAUTHBEARER * | send 334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=
                want AQ== | send 535 5.7.8 expired
                want AUTH OAUTHBEARER * | send 235 welcome
                serve
                """,
                tokens("old", "new"),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void auth13AnErrorChallengeOfXoauth2IsAnsweredByAnEmptyLine() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING
                        + """
                ehlo AUTH XOAUTH2
                want AUTH XOAUTH2 * | send 334 eyJzdGF0dXMiOiI0MDAifQ==
                """
                        + "want  | send 535 5.7.8 expired\n",
                tokens("old", "old"),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
    }

    @Test
    void s21TheTokenIsReadAtEachLoginAndTriedAgainOnlyWhenItChanged() throws Exception {
        String first = xoauth2("one");
        String second = xoauth2("two");
        String third = xoauth2("three");
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING + "ehlo AUTH XOAUTH2\nwant AUTH XOAUTH2 " + first + " | send 235 ok\nserve 1\n"
                                + "next\n" + Play.GREETING + "ehlo AUTH XOAUTH2\nwant AUTH XOAUTH2 " + second
                                + " | send 535 no\nwant AUTH XOAUTH2 " + third + " | send 235 ok\nserve 1\n"
                                + "next\n" + Play.GREETING + "ehlo AUTH XOAUTH2\nwant AUTH XOAUTH2 " + third
                                + " | send 535 no\nwant QUIT | send 221 bye\n");
                SmtpRelay relay = new SmtpRelay(tokens("one", "two", "three", "three", "three")
                        .apply(SmtpSettings.loopback(peer.port()))
                        .withPool(oneMailEach()))) {
            assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                    .containsExactly("A");
            assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                    .containsExactly("A");
            assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                    .containsExactly("N 0604");
            peer.verify();
        }
    }

    @Test
    void aPasswordIsTriedOnlyOnce() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH PLAIN\nwant AUTH * | send 535 no\nwant QUIT | send 221 bye\n",
                PASSWORD,
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
    }

    @Test
    void w8AnEmptySecretIsReadOnceMoreAndNeverUsed() throws Exception {
        SmtpReport empty = Play.deliver(
                Play.GREETING + "ehlo AUTH XOAUTH2\nwant QUIT | send 221 bye\n", tokens("", ""), "a@x.example");
        SmtpReport filled = Play.deliver(
                Play.GREETING + "ehlo AUTH XOAUTH2\nwant AUTH * | send 235 ok\nserve\n",
                tokens("", "t"),
                "a@x.example");

        assertThat(Play.states(empty)).containsExactly("N 0604");
        assertThat(empty.outcomes().get(0).isRetryable()).isTrue();
        assertThat(Play.states(filled)).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nb", "a\1b", "ü"})
    void aTokenThatCannotTravelIsNotSent(String token) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH XOAUTH2\nwant QUIT | send 221 bye\n", tokens(token), "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
    }

    @Test
    void unreadableSecretIsRetryable() throws Exception {
        SecretSource gone = () -> {
            throw new IOException("S3CR3T-path");
        };
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH XOAUTH2\nwant QUIT | send 221 bye\n",
                settings -> settings.withLogin(Login.withToken("u", gone)),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0604");
        assertThat(report.outcomes().get(0).isRetryable()).isTrue();
        assertThat(report.toString()).doesNotContain("S3CR3T");
    }

    @Test
    void secS1NoOutcomeTellsASecretInAnyForm() throws Exception {
        Secret secret = Secret.of("S3CR3T-password");
        String base64 = Base64.getEncoder().encodeToString("S3CR3T-password".getBytes(StandardCharsets.UTF_8));
        for (String mechanism : List.of("PLAIN", "LOGIN")) {
            String prompts =
                    mechanism.equals("LOGIN") ? "send 334 VXNlcm5hbWU6\nwant * | send 334 UGFzc3dvcmQ6\nwant * | " : "";
            SmtpReport report = Play.deliver(
                    Play.GREETING + "ehlo AUTH " + mechanism + "\nwant AUTH * | " + prompts + "send 535 no\n",
                    settings -> settings.withLogin(Login.withPassword("u", secret)),
                    "a@x.example");

            assertThat(report.toString()).doesNotContain("S3CR3T", base64);
        }
        assertThat(SmtpSettings.loopback(25)
                        .withLogin(Login.withPassword("u", secret))
                        .toString())
                .doesNotContain("S3CR3T", base64);
    }

    @Test
    void loginIsDoneOnceForAConnection() throws Exception {
        try (ScriptedPeer peer =
                        ScriptedPeer.playing(Play.GREETING + "ehlo AUTH PLAIN\nwant AUTH * | send 235 ok\nserve\n");
                SmtpRelay relay = new SmtpRelay(PASSWORD.apply(SmtpSettings.loopback(peer.port())))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            SmtpReport second = relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(second.outcomes()).extracting(Outcome::state).containsExactly(Outcome.State.ACCEPTED);
        }
    }

    @Test
    void authenticationNoneSendsWithoutLogin() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo AUTH PLAIN\nserve\n",
                settings -> PASSWORD.apply(settings).withAuthentication(Authentication.NONE),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    private static String xoauth2(String token) {
        byte[] response = ("user=u\1auth=Bearer " + token + "\1\1").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(response);
    }

    private static PoolSettings oneMailEach() {
        return new PoolSettings(1, 1, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /** A token file that changes from one reading to the next. */
    private static UnaryOperator<SmtpSettings> tokens(String... readings) {
        Deque<String> left = new ArrayDeque<>(List.of(readings));
        SecretSource source = () -> Secret.of(left.size() > 1 ? left.remove() : left.element());
        return settings -> settings.withLogin(Login.withToken("u", source));
    }
}
