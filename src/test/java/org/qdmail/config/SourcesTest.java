// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.Profile;
import org.qdmail.settings.QdmailSettings;

/** Which source counts, and when a key counts as set. */
class SourcesTest {
    @Test
    void f02EmptyValueTakesALowerOneBackAndIsNoValue() {
        MailerSettings mailer = Given.relay("qdmail.smtp.user", "shop", "qdmail.smtp.password", "S3CR3T")
                .environment("QDMAIL_SMTP_USER", "", "QDMAIL_SMTP_PASSWORD", "")
                .mailer();

        assertThat(mailer.route().relay().orElseThrow().login()).isEmpty();
    }

    @Test
    void f02EmptyValueGivesTheDefaultBack() {
        MailerSettings mailer = Given.relay("qdmail.smtp.deadline", "PT5S")
                .environment("QDMAIL_SMTP_DEADLINE", "")
                .mailer();

        assertThat(mailer.route().relay().orElseThrow().timeouts().deadline()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void f02EmptyValueOfARequiredKeyLeavesItMissing() {
        assertThat(Given.relay().environment("QDMAIL_SMTP_HOST", "").faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.host (not set)");
    }

    @Test
    void environmentFormOfAKeyWithHyphensIsRead(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "S3CR3T\n");

        MailerSettings mailer = Given.relay("qdmail.smtp.user", "shop")
                .environment("QDMAIL_SMTP_PASSWORD_FILE", file.toString())
                .mailer();

        assertThat(mailer.route().relay().orElseThrow().login()).isPresent();
    }

    @Test
    void nameThatASourceGuessesFromTheEnvironmentIsNotUnknown() {
        QdmailSettings settings = Given.relay("mp.config.profile", "test")
                .environment("QDMAIL_SMTP_TIMEOUT_CONNECT", "PT1S", "QDMAIL_MAILBOX_MAX_MESSAGES", "7")
                .settings();

        assertThat(settings.mailbox().maxMessages()).isEqualTo(7);
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void higherOrdinalWins() {
        MailerSettings mailer = Given.relay("qdmail.smtp.port", "1")
                .environment("QDMAIL_SMTP_PORT", "2")
                .source("server.xml", 500, "qdmail.smtp.port", "3")
                .mailer();

        assertThat(mailer.route().relay().orElseThrow().port()).isEqualTo(3);
    }

    @Test
    void expressionIsExpanded() {
        assertThat(Given.keys("qdmail.smtp.host", "${relay}.example.com", "relay", "smtp")
                        .mailer()
                        .route()
                        .relay())
                .hasValueSatisfying(smtp -> assertThat(smtp.host()).isEqualTo("smtp.example.com"));
    }

    @ParameterizedTest
    @CsvSource({"staging, qa@example.com", "live,"})
    void keyOfAProfileCountsInItAlone(String profile, String redirect) {
        MailerSettings mailer = Given.relay(
                        "mp.config.profile", profile, "%staging.qdmail.safety.redirect-to", "qa@example.com")
                .mailer();

        assertThat(mailer.safety().redirectTo().map(Object::toString).orElse(null))
                .isEqualTo(redirect);
    }

    @ParameterizedTest
    @CsvSource({"dev, DEV, true", "test, TEST, true", "prod, PRODUCTION, false", "'', PRODUCTION, false"})
    void profileChangesTheDefaults(String profile, Profile expected, boolean changed) {
        QdmailSettings settings = Given.relay("mp.config.profile", profile).settings();

        assertThat(settings.profile()).isEqualTo(expected);
        assertThat(settings.mailbox().page()).isEqualTo(changed);
        assertThat(settings.mailers().get("").route().capture()).isEqualTo(changed);
    }

    @Test
    void developmentCanSendForReal() {
        MailerSettings mailer = Given.relay("mp.config.profile", "dev", "%dev.qdmail.mailbox.capture", "false")
                .mailer();

        assertThat(mailer.route().capture()).isFalse();
        assertThat(mailer.route().relay()).isPresent();
    }

    @Test
    void f08ConfigurationsKnowNothingOfEachOther() {
        Given one = Given.keys("qdmail.smtp.host", "one.example.com");
        Given other = Given.keys("qdmail.smtp.host", "other.example.com");

        assertThat(one.mailer().route().relay().orElseThrow().host()).isEqualTo("one.example.com");
        assertThat(other.mailer().route().relay().orElseThrow().host()).isEqualTo("other.example.com");
        assertThat(one.mailer().route().relay().orElseThrow().host()).isEqualTo("one.example.com");
    }

    @Test
    void mapIsAConfigurationWithProfiles() {
        QdmailSettings settings = Configuration.of(Map.of(
                        "mp.config.profile", "staging",
                        "qdmail.smtp.host", "smtp.example.com",
                        "qdmail.smtp.port", "25",
                        "%staging.qdmail.smtp.port", "26"))
                .read(UsedNames.STANDALONE, Sessions.NONE);

        assertThat(settings.mailers().get("").route().relay().orElseThrow().port())
                .isEqualTo(26);
    }

    @Test
    void faultOfAMapNamesIt() {
        assertThat(Configuration.of(Map.of("qdmail.smtp.host", "h", "qdmail.smtp.port", "many"))
                        .examine(UsedNames.STANDALONE, Sessions.NONE)
                        .faults())
                .singleElement()
                .hasToString(
                        "MAIL-1002 qdmail.smtp.port=\"many\" (map, 100): not a number from 1 to 65535. Remove it for"
                                + " 587.");
    }
}
