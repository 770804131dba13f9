package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.route.RateSettings;
import org.qdmail.route.RateSettings.Rate;

/** Limits of rates and connections as they are configured. */
class RateSettingsTest {
    @Test
    void nothingIsLimitedByDefaultButConnectionsToServersOfRecipients() {
        assertThat(Given.relay().mailer().rates()).isEqualTo(RateSettings.NONE);
        assertThat(Given.keys("qdmail.transport", "direct")
                        .mailer()
                        .route()
                        .direct()
                        .orElseThrow()
                        .smtp()
                        .pool()
                        .connections())
                .isEqualTo(2);
    }

    @Test
    void ratesAreReadAndInherited() {
        Given given = Given.relay(
                "qdmail.limits.rate", "14/PT1S",
                "qdmail.limits.domain-rates", "Example.COM=20/PT1M, * = 100/PT1H",
                "qdmail.mailer.other.smtp.host", "b.example.com");

        RateSettings expected = new RateSettings(
                Optional.of(new Rate(14, Duration.ofSeconds(1))),
                Map.of(
                        "example.com", new Rate(20, Duration.ofMinutes(1)),
                        "*", new Rate(100, Duration.ofHours(1))));
        assertThat(given.mailer().rates()).isEqualTo(expected);
        assertThat(given.mailer("other").rates()).isEqualTo(expected);
    }

    @Test
    void ext16ConnectionsToOneServerAreConfigured() {
        Given given = Given.keys(
                "qdmail.transport",
                "direct",
                "qdmail.route.direct.connections",
                "7",
                "qdmail.smtp.pool.connections",
                "9");

        assertThat(given.mailer().route().direct().orElseThrow().smtp().pool().connections())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "qdmail.limits.rate, 14, MAIL-1002",
        "qdmail.limits.rate, 0/PT1S, MAIL-1002",
        "qdmail.limits.rate, 1/PT0S, MAIL-1002",
        "qdmail.limits.rate, 1/P2D, MAIL-1002",
        "qdmail.limits.rate, 1000001/PT1S, MAIL-1002",
        "qdmail.limits.domain-rates, example.com, MAIL-1002",
        "qdmail.limits.domain-rates, 'example.com=1/PT1S, EXAMPLE.com=2/PT1S', MAIL-1002",
        "qdmail.limits.domain-rates, =1/PT1S, MAIL-1010",
        "qdmail.limits.domain-rates, *.example.com=1/PT1S, MAIL-1010",
        "qdmail.limits.domain-rates, example.com=x/PT1S, MAIL-1002",
        "qdmail.route.direct.connections, 0, MAIL-1002"
    })
    void unfitLimitsStopTheStart(String key, String value, String number) {
        assertThat(Given.relay(key, value).faults()).singleElement().asString().startsWith(number + ' ' + key);
    }
}
