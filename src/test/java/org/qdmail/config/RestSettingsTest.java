// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.config.Configuration.Findings;
import org.qdmail.failure.Fault;
import org.qdmail.settings.RestSettings;
import org.qdmail.settings.RestSettings.Authentication;
import org.qdmail.settings.RestSettings.Caller;

/** The keys of the service over HTTP. */
class RestSettingsTest {
    @Test
    void isOffAndLetsNobodySendToAnybody() {
        RestSettings rest = read();

        assertThat(rest.enabled()).isFalse();
        assertThat(rest.everybody().recipients()).isEmpty();
        assertThat(rest.everybody().identities()).isEmpty();
        assertThat(rest.bcc()).isFalse();
        assertThat(rest.maxBodyOctets()).isEqualTo(30L << 20);
        assertThat(rest.everybody().rate()).isEqualTo(new RestSettings.Rate(60, Duration.ofMinutes(1)));
        assertThat(rest.keys()).isEqualTo(new RestSettings.IdempotencyKeys(false, Duration.ofDays(1), 10_000));
        assertThat(rest.roles()).isEqualTo(new RestSettings.Roles("mail-send", "mail-read", "mail-admin"));
    }

    @Test
    void configuredSenderIsTheOneWhoMaySend() {
        Caller caller = read("qdmail.defaults.from", "Shop <shop@example.com>").everybody();

        assertThat(caller.maySendAs(EmailAddress.of("Shop@EXAMPLE.com"))).isTrue();
        assertThat(caller.maySendAs(EmailAddress.of("other@example.com"))).isFalse();
    }

    @Test
    void nobodyMaySendWithoutConfiguredSender() {
        assertThat(read().everybody().from()).isEmpty();
    }

    @Test
    void starAloneIsEverybody() {
        Caller caller = read("qdmail.rest.recipients", "*").everybody();

        assertThat(caller.maySendTo(EmailAddress.of("a@example.com"))).isTrue();
        assertThat(caller.maySendTo(EmailAddress.of("\"a b\"@[127.0.0.1]"))).isTrue();
    }

    @Test
    void starBesideOthersIsNoPattern() {
        assertThat(numbers("qdmail.rest.recipients", "example.com,*")).containsExactly("MAIL-1002");
    }

    @Test
    void callerHasItsOwnAndTakesOverTheRest() {
        RestSettings rest = read(
                "qdmail.rest.recipients", "example.com",
                "qdmail.rest.rate", "7/PT1S",
                "qdmail.rest.client.alice.smith@example.com.recipients", "example.org",
                "qdmail.rest.client.batch.rate", "9/PT1H");

        assertThat(rest.caller("alice.smith@example.com").recipients())
                .extracting(Object::toString)
                .containsExactly("example.org");
        assertThat(rest.caller("alice.smith@example.com").rate().count()).isEqualTo(7);
        assertThat(rest.caller("batch").recipients())
                .extracting(Object::toString)
                .containsExactly("example.com");
        assertThat(rest.caller("batch").rate().time()).isEqualTo(Duration.ofHours(1));
        assertThat(rest.caller("Batch")).isEqualTo(rest.everybody());
    }

    @Test
    void onWithoutAuthenticationIsAMissingKey() {
        assertThat(faults("qdmail.rest.enabled", "true"))
                .extracting(Fault::toString)
                .containsExactly("MAIL-1001 qdmail.rest.auth (default): the service over HTTP has to know its callers."
                        + " Set it to jwt or container, or remove qdmail.rest.enabled.");
    }

    @Test
    void nobodyAuthenticatedInProductionIsRefused() {
        assertThat(faults("qdmail.rest.enabled", "true", "qdmail.rest.auth", "none"))
                .extracting(Fault::toString)
                .containsExactly("MAIL-1008 qdmail.rest.auth=\"none\" (map, 100): anybody could send mail over HTTP;"
                        + " that is for the profiles dev and test only. Set it to jwt or container.");
    }

    @Test
    void onWithoutItsJarIsAWarning() {
        Given on = Given.relay("qdmail.rest.enabled", "true", "qdmail.rest.auth", "jwt");

        assertThat(on.settings().warnings()).isEmpty();
        assertThat(on.withoutRest().settings().warnings())
                .containsExactly(
                        "qdmail.rest.enabled=true, but the jar of the service over HTTP (classifier rest) is not"
                                + " in the application, so it is not served. Add the jar, or remove the key.");
        assertThat(Given.relay("qdmail.rest.auth", "jwt")
                        .withoutRest()
                        .settings()
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void nobodyAuthenticatedIsForDevelopment(String profile) {
        RestSettings rest = read(
                "mp.config.profile", profile,
                "qdmail.mailbox.capture", "false",
                "qdmail.rest.enabled", "true",
                "qdmail.rest.auth", "none");

        assertThat(rest.authentication()).isEqualTo(Authentication.NONE);
        assertThat(rest.development()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "qdmail.rest.rate, 60, MAIL-1002",
        "qdmail.rest.rate, 0/PT1M, MAIL-1002",
        "qdmail.rest.rate, 60/PT0S, MAIL-1002",
        "qdmail.rest.rate, 60/1m, MAIL-1002",
        "qdmail.rest.auth, basic, MAIL-1002",
        "qdmail.rest.max-body, 2G, MAIL-1002",
        "qdmail.rest.identities, a b, MAIL-1007",
        "qdmail.rest.client.a b.rate, 1/PT1S, MAIL-1007",
        "qdmail.rest.client.batch.rate, many, MAIL-1002",
        "qdmail.idempotency.entries, 0, MAIL-1002",
    })
    void unfitValueIsAFault(String key, String value, String number) {
        assertThat(numbers(key, value)).containsExactly(number);
    }

    @Test
    void misspeltKeyOfACallerIsUnknown() {
        assertThat(faults("qdmail.config.unknown", "fail", "qdmail.rest.client.batch.recipient", "a.example"))
                .extracting(Fault::number)
                .containsExactly("MAIL-1003");
    }

    @Test
    void callerInTheEnvironmentAloneIsToldRatherThanIgnored() {
        assertThat(Given.relay()
                        .environment("QDMAIL_REST_CLIENT_BATCH_RECIPIENTS", "a.example")
                        .settings()
                        .warnings())
                .containsExactly("MAIL-1003 QDMAIL_REST_CLIENT_BATCH_RECIPIENTS (EnvConfigSource, 300): the name of a"
                        + " caller cannot be told from the environment. Set the key in another source.");
    }

    private static RestSettings read(String... keys) {
        Findings findings = examined(keys);
        assertThat(findings.faults()).isEmpty();
        RestSettings whole = findings.orThrow().rest();
        assertThat(Configuration.of(given(keys))
                        .rest()
                        .map(RestSettings::everybody)
                        .map(Caller::rate))
                .as("read alone, it is the same")
                .contains(whole.everybody().rate());
        return whole;
    }

    private static List<Fault> faults(String... keys) {
        return examined(keys).faults();
    }

    private static List<String> numbers(String... keys) {
        return faults(keys).stream().map(Fault::number).toList();
    }

    private static Findings examined(String... keys) {
        return Configuration.of(given(keys)).examine(UsedNames.STANDALONE, Sessions.NONE);
    }

    private static Map<String, String> given(String... keys) {
        Map<String, String> given = new HashMap<>(Map.of("qdmail.smtp.host", "smtp.example.com"));
        for (int at = 0; at < keys.length; at += 2) given.put(keys[at], keys[at + 1]);
        return given;
    }
}
