// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qdmail.failure.Secret;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.QdmailSettings;
import org.qdmail.smtp.Authentication;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.TlsMode;

/** What a named mailer takes from the unnamed one, and what never. */
class NamedMailersTest {
    private static Given billing(String... more) {
        return Given.relay("qdmail.mailer.billing.smtp.host", "billing.example.com")
                .and(more);
    }

    private static SmtpSettings smtp(Given given) {
        return given.mailer("billing").route().relay().orElseThrow();
    }

    @Test
    void limitsAndDefaultsComeFromTheUnnamedMailer() {
        MailerSettings mailer = billing(
                        "qdmail.smtp.deadline", "PT7S", "qdmail.defaults.from", "Shop <shop@example.com>")
                .mailer("billing");

        assertThat(mailer.route().relay().orElseThrow().timeouts().deadline()).isEqualTo(Duration.ofSeconds(7));
        assertThat(mailer.defaults().from().map(Object::toString)).contains("Shop <shop@example.com>");
    }

    @Test
    void ownValueWins() {
        assertThat(smtp(billing("qdmail.smtp.deadline", "PT7S", "qdmail.mailer.billing.smtp.deadline", "PT8S"))
                        .timeouts()
                        .deadline())
                .isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void ownEmptyValueLetsTheUnnamedOneCount() {
        assertThat(smtp(billing("qdmail.smtp.deadline", "PT7S", "qdmail.mailer.billing.smtp.deadline", ""))
                        .timeouts()
                        .deadline())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void neverLogsInWithAnothersCredentials() {
        Given given =
                billing("qdmail.smtp.user", "shop", "qdmail.smtp.password", "S3CR3T", "qdmail.smtp.auth", "plain");

        assertThat(smtp(given).login()).isEmpty();
        assertThat(smtp(given).authentication()).isEqualTo(Authentication.AUTO);
        assertThat(given.mailer().route().relay().orElseThrow().login()).isPresent();
    }

    @Test
    void portAndTlsBelongToTheServer() {
        SmtpSettings smtp = smtp(billing("qdmail.smtp.port", "2525", "qdmail.smtp.tls", "none"));

        assertThat(smtp.port()).isEqualTo(587);
        assertThat(smtp.tls()).isEqualTo(TlsMode.STARTTLS_REQUIRED);
    }

    @Test
    void urlOfTheUnnamedMailerNamesNoServerForOthers() {
        assertThat(Given.keys("qdmail.smtp.url", "smtps://u:S3CR3T@smtp.example.com", "qdmail.mailer.names", "billing")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.mailer.billing.smtp.host (not set)");
    }

    @Test
    void secretOfReceiptsIsShared() {
        assertThat(billing("qdmail.receipt.secret", "S3CR3T")
                        .mailer("billing")
                        .receipt()
                        .secret())
                .contains(Secret.of("S3CR3T"));
    }

    @Test
    void listNamesAMailerThatTheEnvironmentAloneConfigures() {
        assertThat(smtp(Given.relay()
                                .environment(
                                        "QDMAIL_MAILER_NAMES",
                                        "billing",
                                        "QDMAIL_MAILER_BILLING_SMTP_HOST",
                                        "b.example.com"))
                        .host())
                .isEqualTo("b.example.com");
    }

    @Test
    void codeNamesAMailerThatTheEnvironmentAloneConfigures() {
        assertThat(smtp(Given.relay()
                                .mailersInCode("billing")
                                .environment("QDMAIL_MAILER_BILLING_SMTP_HOST", "b.example.com"))
                        .host())
                .isEqualTo("b.example.com");
    }

    @Test
    void unnamedMailerMayBeMissingBesideNamedOnesThatAloneAreUsed() {
        QdmailSettings settings = Given.keys("qdmail.mailer.billing.smtp.host", "b.example.com")
                .mailersInCode("billing")
                .settings();

        assertThat(settings.mailers()).containsOnlyKeys("billing");
    }

    @Test
    void unnamedMailerThatCodeUsesMayNotBeMissing() {
        assertThat(Given.keys("qdmail.mailer.billing.smtp.host", "b.example.com")
                        .mailersInCode("", "billing")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.host");
    }

    @Test
    void failoverKeepsItsOrderAndIsNotTakenOver() {
        Given given = billing("qdmail.mailer.backup.smtp.host", "backup.example.com")
                .and("qdmail.smtp.failover", "backup, billing");

        assertThat(given.mailer().route().failover()).containsExactly("backup", "billing");
        assertThat(given.mailer("billing").route().failover()).isEmpty();
    }

    @Test
    void faultInAnInheritedValueIsToldOnce() {
        assertThat(billing("qdmail.smtp.deadline", "soon").faults()).hasSize(1);
    }

    @Test
    void capturedMailersNeedNoRelay() {
        QdmailSettings settings = Given.keys("mp.config.profile", "test", "qdmail.mailer.names", "billing")
                .settings();

        assertThat(settings.mailers()).containsOnlyKeys("", "billing");
        assertThat(settings.mailers().values()).allSatisfy(mailer -> {
            assertThat(mailer.route().capture()).isTrue();
            assertThat(mailer.route().relay()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void capturedMailerNeedsNeitherSecretFilesNorSessionsOfProduction() {
        assertThat(Given.relay("mp.config.profile", "dev")
                        .and("qdmail.smtp.user", "shop", "qdmail.smtp.password-file", "/does/not/exist")
                        .and("qdmail.smtp.session-jndi", "mail/Session")
                        .faults())
                .isEmpty();
    }

    @Test
    void capturedMailerStillChecksTypes() {
        assertThat(Given.keys("mp.config.profile", "dev", "qdmail.smtp.port", "many")
                        .faults())
                .hasSize(1);
    }
}
