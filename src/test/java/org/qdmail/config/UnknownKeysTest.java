// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys below our prefix that do not exist. */
class UnknownKeysTest {
    @ParameterizedTest
    @CsvSource({
        "qdmail.smpt.host, qdmail.smtp.host",
        "qdmail.smtp.Port, qdmail.smtp.port",
        "qdmail.smtp.password-fil, qdmail.smtp.password-file",
        "qdmail.mailer.billing.smtp.hots, qdmail.mailer.billing.smtp.host",
        "qdmail.mailers.billing.smtp.user, qdmail.mailer.billing.smtp.user",
        "qdmail.mailer.billing.path.temp, qdmail.path.temp",
        "qdmail.sign.legal.certificatefile, qdmail.sign.legal.certificate-file"
    })
    void f04MisspeltKeyIsToldWithTheNearOne(String key, String near) {
        assertThat(withMailerAndIdentity(key).findings().faults())
                .extracting(Object::toString)
                .contains("MAIL-1003 " + key + " (microprofile-config.properties, 100): no such key. Did you mean "
                        + near + '?');
    }

    private static Given withMailerAndIdentity(String key) {
        return Given.relay("qdmail.config.unknown", "fail", key, "S3CR3T")
                .and("qdmail.mailer.billing.smtp.host", "b.example.com", "qdmail.sign.legal.alias", "x");
    }

    @Test
    void keyThatIsNearToNoneIsToldWithTheManual() {
        assertThat(Given.relay("qdmail.outbox.enabled", "true", "qdmail.config.unknown", "fail")
                        .faults())
                .containsExactly("MAIL-1003 qdmail.outbox.enabled (microprofile-config.properties, 100): no such key."
                        + " The manual lists the keys: docs/configuration.md.");
    }

    @Test
    void unknownKeyIsAWarningByDefault() {
        assertThat(Given.relay("qdmail.smpt.host", "x").settings().warnings())
                .containsExactly("MAIL-1003 qdmail.smpt.host (microprofile-config.properties, 100): no such key."
                        + " Did you mean qdmail.smtp.host?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void unknownKeyIsAFaultInDevelopment(String profile) {
        assertThat(Given.relay("mp.config.profile", profile, "qdmail.smpt.host", "x")
                        .faults())
                .hasSize(1);
    }

    @Test
    void misspeltVariableOfTheEnvironmentIsToldOnceInItsOwnForm() {
        assertThat(Given.relay()
                        .environment("QDMAIL_SMPT_PORT", "25")
                        .settings()
                        .warnings())
                .containsExactly(
                        "MAIL-1003 QDMAIL_SMPT_PORT (EnvConfigSource, 300): no such key. Did you mean QDMAIL_SMTP_PORT?");
    }

    @Test
    void variablesOfAContainerPlatformAreNotOurs() {
        assertThat(Given.relay("mp.config.profile", "dev")
                        .environment("QDMAIL_SERVICE_HOST", "10.0.0.1", "QDMAIL_PORT_9080_TCP_ADDR", "10.0.0.1")
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "QDMAIL_MAILER_BILLING_SMTP_HOST, qdmail.mailer.names",
        "QDMAIL_MAILER_BILLING_SMTP_PASSWORD_FILE, qdmail.mailer.names",
        "QDMAIL_SIGN_LEGAL_CERTIFICATE_FILE, qdmail.sign.identities"
    })
    void variableOfANameThatNothingTellsAsksForTheList(String variable, String list) {
        assertThat(Given.relay().environment(variable, "x").settings().warnings())
                .containsExactly(
                        "MAIL-1003 " + variable + " (EnvConfigSource, 300): it belongs to no name that is known."
                                + " List its name in " + list + ", or correct it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qdmail.Signed/enabled",
                "qdmail.Signed/identity",
                "qdmail.Priority/value",
                "qdmail.Priority/enabled",
                "qdmail.Receipt/value",
                "qdmail.Receipt/on",
                "qdmail.Receipt/enabled",
                "com.example.OrderMails/Signed/enabled"
            })
    void keysThatChangeAnnotationsAreNotUnknown(String key) {
        assertThat(Given.relay("mp.config.profile", "dev", key, "false").faults())
                .isEmpty();
    }

    @Test
    void misspeltKeyThatWouldChangeAnnotationsIsUnknown() {
        assertThat(Given.relay("qdmail.Singed/enabled", "false").settings().warnings())
                .hasSize(1);
    }

    @Test
    void unknownKeyThatIsTakenBackIsNoMistake() {
        assertThat(Given.relay("qdmail.outbox.enabled", "").settings().warnings())
                .isEmpty();
    }

    @Test
    void keyOfAnotherProfileIsNotJudged() {
        assertThat(Given.relay("%staging.qdmail.smpt.host", "x").settings().warnings())
                .isEmpty();
    }

    @Test
    void controlCharacterInAKeyIsEscaped() {
        assertThat(Given.relay("qdmail.a\r\nforged", "x").settings().warnings())
                .singleElement()
                .asString()
                .startsWith("MAIL-1003 qdmail.a\\u000d\\u000aforged (");
    }
}
