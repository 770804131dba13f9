// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.Login;
import org.qdmail.smtp.Pipelining;
import org.qdmail.smtp.PoolSettings;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.SmtpTimeouts;
import org.qdmail.smtp.TlsMode;

/** What the keys of a relay become. */
class RelaySettingsTest {
    private static SmtpSettings smtp(String... keysAndValues) {
        return Given.keys(keysAndValues).mailer().route().relay().orElseThrow();
    }

    private static SmtpSettings bySession(SessionValues session, String... more) {
        return Given.keys("qdmail.smtp.session-jndi", "mail/Session")
                .and(more)
                .session(session)
                .mailer()
                .route()
                .relay()
                .orElseThrow();
    }

    private static SessionValues session() {
        return new SessionValues(
                Optional.of("session.example.com"),
                OptionalInt.of(2525),
                Optional.of("shop"),
                Optional.of(Secret.of("S3CR3T")),
                Optional.of("Shop <shop@example.com>"),
                Optional.of(SessionValues.Tls.IMPLICIT),
                List.of("mail.smtp.localhost", "mail.debug"));
    }

    private static Secret passwordOf(SmtpSettings smtp) throws IOException {
        return smtp.login().flatMap(Login::password).orElseThrow().read();
    }

    @Test
    void hostAloneGetsTheSameDefaultsAsTheClientHas() {
        assertThat(smtp("qdmail.smtp.host", "smtp.example.com")).isEqualTo(SmtpSettings.of("smtp.example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, NONE, 25",
        "127.0.0.2, NONE, 25",
        "::1, NONE, 25",
        "[::1], NONE, 25",
        "relay.localhost, NONE, 25",
        "127.0.0.1.example.com, STARTTLS_REQUIRED, 587",
        "localhost.example.com, STARTTLS_REQUIRED, 587",
        "10.0.0.1, STARTTLS_REQUIRED, 587"
    })
    void loopbackAloneIsInTheClearByDefault(String host, TlsMode tls, int port) {
        SmtpSettings smtp = smtp("qdmail.smtp.host", host);

        assertThat(smtp.tls()).isEqualTo(tls);
        assertThat(smtp.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"implicit, 465", "starttls-optional, 587", "NONE, 25", "Starttls-Required, 587"})
    void portFollowsTls(String tls, int port) {
        assertThat(smtp("qdmail.smtp.host", "smtp.example.com", "qdmail.smtp.tls", tls)
                        .port())
                .isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://smtp.example.com, smtp.example.com, 587, STARTTLS_REQUIRED",
        "smtps://smtp.example.com/, smtp.example.com, 465, IMPLICIT",
        "SMTP://smtp.example.com:2525, smtp.example.com, 2525, STARTTLS_REQUIRED",
        "smtp://localhost:2525, localhost, 2525, NONE",
        "smtp://[::1], ::1, 25, NONE"
    })
    void urlNamesTheServer(String url, String host, int port, TlsMode tls) {
        SmtpSettings smtp = smtp("qdmail.smtp.url", url);

        assertThat(smtp.host()).isEqualTo(host);
        assertThat(smtp.port()).isEqualTo(port);
        assertThat(smtp.tls()).isEqualTo(tls);
        assertThat(smtp.login()).isEmpty();
    }

    @Test
    void loginOfAUrlIsDecoded() throws IOException {
        SmtpSettings smtp = smtp("qdmail.smtp.url", "smtp://shop%40example.com:a+b%3A%c3%a9%2F@smtp.example.com");

        assertThat(smtp.login().orElseThrow().user()).isEqualTo("shop@example.com");
        assertThat(passwordOf(smtp)).isEqualTo(Secret.of("a+b:é/"));
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://smtp.example.com/path",
        "smtp://smtp.example.com?tls=none",
        "smtp://smtp.example.com:0",
        "smtp://smtp.example.com:70000",
        "smtp://:pw@smtp.example.com",
        "smtp://u:%ff@smtp.example.com",
        "smtp:///",
        "smtp.example.com",
        "smtp://u:a b@smtp.example.com"
    })
    void otherFormsOfAUrlAreRefusedWithoutQuotingThem(String url) {
        assertThat(Given.keys("qdmail.smtp.url", url).faults()).singleElement().satisfies(fault -> {
            assertThat(fault).startsWith("MAIL-1002 qdmail.smtp.url (");
            assertThat(fault).doesNotContain(url);
        });
    }

    @Test
    void everyOtherKeyReachesTheClient() {
        SmtpSettings smtp = Given.relay("qdmail.smtp.timeout.connect", "PT1S", "qdmail.smtp.timeout.command", "PT2S")
                .and("qdmail.smtp.timeout.end", "PT3S", "qdmail.smtp.deadline", "PT4S")
                .and("qdmail.smtp.pool.connections", "5", "qdmail.smtp.pool.messages", "6")
                .and("qdmail.smtp.pool.idle", "PT7S", "qdmail.smtp.pool.age", "PT8S")
                .and("qdmail.smtp.pipelining", "bdat", "qdmail.smtp.partial", "false")
                .and("qdmail.smtp.client-name", "[192.0.2.1]", "qdmail.limits.recipients-per-transaction", "9")
                .and("qdmail.receipt.unsupported", "fail")
                .mailer()
                .route()
                .relay()
                .orElseThrow();

        assertThat(smtp)
                .isEqualTo(SmtpSettings.of("smtp.example.com")
                        .withTimeouts(new SmtpTimeouts(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4)))
                        .withPool(new PoolSettings(5, 6, Duration.ofSeconds(7), Duration.ofSeconds(8)))
                        .withPipelining(Pipelining.BDAT)
                        .withPartial(false)
                        .withClientName("[192.0.2.1]")
                        .withRecipientsPerTransaction(9)
                        .withReceiptUnsupported(UnsupportedReceipt.FAIL));
    }

    @Test
    void tokenFileIsReadAnewAtEachLogin(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        SecretSource token = Given.relay("qdmail.smtp.user", "u", "qdmail.smtp.token-file", file.toString())
                .mailer()
                .route()
                .relay()
                .flatMap(SmtpSettings::login)
                .flatMap(Login::token)
                .orElseThrow();
        assertThat(token.read()).isEqualTo(Secret.of("first"));

        Files.writeString(file, "second\n");

        assertThat(token.read()).isEqualTo(Secret.of("second"));
    }

    @Test
    void loginWithoutTlsIsAllowedOnThisMachine() {
        assertThat(smtp("qdmail.smtp.host", "localhost", "qdmail.smtp.user", "u", "qdmail.smtp.password", "S3CR3T")
                        .login())
                .isPresent();
    }

    @Test
    void sessionOfTheContainerGivesServerLoginAndSender() throws IOException {
        SmtpSettings smtp = bySession(session());

        assertThat(smtp.host()).isEqualTo("session.example.com");
        assertThat(smtp.port()).isEqualTo(2525);
        assertThat(smtp.tls()).isEqualTo(TlsMode.IMPLICIT);
        assertThat(smtp.login().orElseThrow().user()).isEqualTo("shop");
        assertThat(passwordOf(smtp)).isEqualTo(Secret.of("S3CR3T"));
        assertThat(Given.keys("qdmail.smtp.session-jndi", "mail/Session")
                        .session(session())
                        .mailer()
                        .defaults()
                        .from()
                        .map(Object::toString))
                .contains("Shop <shop@example.com>");
    }

    @Test
    void keysWinOverTheSession() {
        SmtpSettings smtp = bySession(session(), "qdmail.smtp.host", "smtp.example.com", "qdmail.smtp.port", "26");

        assertThat(smtp.host()).isEqualTo("smtp.example.com");
        assertThat(smtp.port()).isEqualTo(26);
    }

    @Test
    void propertiesOfTheSessionThatHaveNoEffectAreAWarning() {
        assertThat(Given.keys("qdmail.smtp.session-jndi", "mail/Session")
                        .session(session())
                        .settings()
                        .warnings())
                .containsExactly(
                        "qdmail.smtp.session-jndi (microprofile-config.properties, 100): properties of the session"
                                + " that have no effect: mail.debug, mail.smtp.localhost");
    }
}
