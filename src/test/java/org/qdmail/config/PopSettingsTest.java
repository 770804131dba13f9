package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.pop.PopSettings;
import org.qdmail.settings.RouteSettings;

/** What the keys of POP before SMTP become. */
class PopSettingsTest {
    private static final String[] RELAY = {"qdmail.smtp.host", "smtp.example.com"};

    private static PopSettings pop(String... more) {
        return route(more).popBeforeSmtp().orElseThrow();
    }

    private static RouteSettings route(String... more) {
        return Given.keys(RELAY).and(more).mailer().route();
    }

    @Test
    void withoutAHostThereIsNone() {
        assertThat(route().popBeforeSmtp()).isEmpty();
    }

    @Test
    void hostAloneTakesTheLoginOfTheRelay() throws IOException {
        PopSettings pop = pop(
                "qdmail.pop-before-smtp.host",
                "pop.example.com",
                "qdmail.smtp.user",
                "shop",
                "qdmail.smtp.password",
                "S3CR3T",
                "qdmail.smtp.timeout.connect",
                "PT3S",
                "qdmail.smtp.timeout.command",
                "PT4S",
                "qdmail.smtp.deadline",
                "PT5S");

        assertThat(pop.host()).isEqualTo("pop.example.com");
        assertThat(pop.port()).isEqualTo(995);
        assertThat(pop.tls()).isEqualTo(PopSettings.Tls.IMPLICIT);
        assertThat(pop.user()).isEqualTo("shop");
        assertThat(new String(pop.password().read().reveal())).isEqualTo("S3CR3T");
        assertThat(pop.validFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(pop.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(pop.replyTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(pop.deadline()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"implicit, 995", "STARTTLS, 110", "none, 110"})
    void portFollowsTls(String tls, int port) {
        assertThat(pop(
                                "qdmail.pop-before-smtp.host",
                                "[::1]",
                                "qdmail.pop-before-smtp.tls",
                                tls,
                                "qdmail.pop-before-smtp.user",
                                "u",
                                "qdmail.pop-before-smtp.password",
                                "p")
                        .port())
                .isEqualTo(port);
    }

    @Test
    void namedMailerHasTheOneOfItsOwnRelay() {
        Given given = Given.keys(RELAY)
                .and("qdmail.pop-before-smtp.host", "pop.example.com")
                .and("qdmail.pop-before-smtp.user", "u", "qdmail.pop-before-smtp.password", "p")
                .and("qdmail.mailer.other.smtp.host", "smtp.example.net");

        assertThat(given.mailer("other").route().popBeforeSmtp()).isEmpty();
        assertThat(given.mailer().route().popBeforeSmtp()).isPresent();
    }

    @Test
    void directDeliveryHasNone() {
        assertThat(Given.keys("qdmail.transport", "direct")
                        .and("qdmail.pop-before-smtp.host", "pop.example.com")
                        .mailer()
                        .route()
                        .popBeforeSmtp())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "host, pop.example.com, user",
        "user, shop, password",
    })
    void halfALoginIsAFault(String key, String value, String missing) {
        assertThat(Given.keys(RELAY).and("qdmail.pop-before-smtp." + key, value).faults())
                .hasSize(1)
                .allSatisfy(fault ->
                        assertThat(fault).startsWith("MAIL-1001").contains("qdmail.pop-before-smtp." + missing));
    }

    /** The login would come from here, the mail from the proxy. */
    @Test
    void proxyIsExcluded() {
        assertThat(Given.keys(RELAY)
                        .and("qdmail.smtp.proxy", "socks5://proxy.example.com:1080")
                        .and("qdmail.pop-before-smtp.host", "pop.example.com")
                        .and("qdmail.pop-before-smtp.user", "u", "qdmail.pop-before-smtp.password", "p")
                        .faults())
                .hasSize(1)
                .allSatisfy(fault -> assertThat(fault)
                        .startsWith("MAIL-1005")
                        .contains("qdmail.pop-before-smtp.host", "qdmail.smtp.proxy"));
    }

    @Test
    void passwordAloneIsAFault() {
        assertThat(Given.keys(RELAY)
                        .and("qdmail.pop-before-smtp.password", "S3CR3T")
                        .faults())
                .hasSize(1)
                .allSatisfy(fault -> assertThat(fault)
                        .startsWith("MAIL-1001")
                        .contains("qdmail.pop-before-smtp.user")
                        .doesNotContain("S3CR3T"));
    }
}
