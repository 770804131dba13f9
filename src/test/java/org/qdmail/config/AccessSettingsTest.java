package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.EndpointTokens;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.TlsMode;
import org.qdmail.wire.ProxySettings;

/** Proxies and token endpoints as they are configured. */
class AccessSettingsTest {
    private static SmtpSettings smtp(Given given) {
        return given.mailer().route().relay().orElseThrow();
    }

    private static Given oauth(String... keysAndValues) {
        return Given.relay(
                        "qdmail.smtp.user", "u",
                        "qdmail.smtp.oauth.endpoint", "https://login.example.com/token",
                        "qdmail.smtp.oauth.client-id", "shop")
                .and(keysAndValues);
    }

    @Test
    void c3ProxyHasKindHostPortAndLogin() {
        Given given = Given.relay(
                "qdmail.smtp.proxy", "socks5://us%65r@proxy.example.com:1080", "qdmail.smtp.proxy-password", "p:w");

        assertThat(smtp(given).proxy())
                .contains(new ProxySettings(
                        ProxySettings.Kind.SOCKS5,
                        "proxy.example.com",
                        1080,
                        Optional.of(new ProxySettings.Login("user", Secret.of("p:w")))));
        assertThat(smtp(given).toString()).doesNotContain("p:w");
    }

    @Test
    void c3PasswordOfTheProxyMayStandInAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "from-file\n");
        Given given = Given.relay(
                "qdmail.smtp.proxy",
                "http://user@[2001:db8::1]:3128/",
                "qdmail.smtp.proxy-password-file",
                file.toString());

        ProxySettings proxy = smtp(given).proxy().orElseThrow();
        assertThat(proxy.kind()).isEqualTo(ProxySettings.Kind.HTTP);
        assertThat(proxy.host()).isEqualTo("2001:db8::1");
        assertThat(proxy.login().orElseThrow().password()).isEqualTo(Secret.of("from-file"));
    }

    @Test
    void c3ProxyIsEachMailersOwn() {
        Given given = Given.relay(
                "qdmail.smtp.proxy",
                "socks5://proxy.example.com:1080",
                "qdmail.mailer.other.smtp.host",
                "b.example.com");

        assertThat(given.mailer("other").route().relay().orElseThrow().proxy()).isEmpty();
        assertThat(smtp(given).proxy()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com:1080",
                "socks4://proxy.example.com:1080",
                "https://proxy.example.com:3128",
                "socks5://proxy.example.com",
                "socks5://proxy.example.com:0",
                "socks5://proxy.example.com:65536",
                "socks5://proxy.example.com:1080/path",
                "socks5://proxy.example.com:1080?q",
                "socks5://proxy.example.com:1080#f",
                "socks5://user:canary@proxy.example.com:1080",
                "socks5://@proxy.example.com:1080",
                "http://a%3Ab@proxy.example.com:3128",
                "socks5://u%00r@proxy.example.com:1080",
                "socks5://u%0Ar@proxy.example.com:1080",
                "socks5://:1080"
            })
    void c3UnfitProxyStopsTheStart(String url) {
        assertThat(Given.relay("qdmail.smtp.proxy", url).faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1010 qdmail.smtp.proxy (")
                .doesNotContain("canary");
    }

    @Test
    void c3UserAndPasswordOfAProxyBelongTogether() {
        assertThat(Given.relay("qdmail.smtp.proxy", "http://user@p.example.com:3128")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.proxy ")
                .contains("qdmail.smtp.proxy-password");
        assertThat(Given.relay("qdmail.smtp.proxy", "http://p.example.com:3128", "qdmail.smtp.proxy-password", "p")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.proxy-password ");
        assertThat(Given.relay("qdmail.smtp.proxy-password", "p").faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.proxy-password ");
        assertThat(Given.relay(
                                "qdmail.smtp.proxy",
                                "http://u@p.example.com:3128",
                                "qdmail.smtp.proxy-password",
                                "x".repeat(256))
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1010 qdmail.smtp.proxy-password ");
    }

    /** Behind a proxy "localhost" is another machine. */
    @Test
    void c3TlsIsRequiredBehindAProxyWhateverTheHost() {
        Given given = Given.keys("qdmail.smtp.host", "localhost", "qdmail.smtp.proxy", "socks5://127.0.0.1:1080");

        assertThat(smtp(given).tls()).isEqualTo(TlsMode.STARTTLS_REQUIRED);
        assertThat(given.and("qdmail.smtp.tls", "none", "qdmail.smtp.user", "u", "qdmail.smtp.password", "p")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1008 qdmail.smtp.tls");
    }

    @Test
    void c3DirectDeliveryPastAProxyStopsTheStart() {
        Given given = Given.keys("qdmail.transport", "direct", "qdmail.smtp.proxy", "socks5://p.example.com:1080");

        assertThat(given.faults())
                .singleElement()
                .asString()
                .isEqualTo("MAIL-1005 qdmail.smtp.proxy (microprofile-config.properties, 100): it excludes"
                        + " qdmail.transport=direct. Remove one of the two.");
    }

    @Test
    void c3RelayBehindDirectDeliveryMayHaveAProxy() {
        Given given = Given.relay(
                "qdmail.transport", "direct-then-relay", "qdmail.smtp.proxy", "socks5://p.example.com:1080");

        assertThat(smtp(given).proxy()).isPresent();
        assertThat(given.mailer().route().direct().orElseThrow().smtp().proxy()).isEmpty();
    }

    @Test
    void ext10EndpointGivesTheTokensOfTheLogin() {
        Given given = oauth("qdmail.smtp.oauth.client-secret", "canary");

        assertThat(smtp(given).login().orElseThrow().token()).containsInstanceOf(EndpointTokens.class);
        assertThat(smtp(given).toString()).doesNotContain("canary");
    }

    @Test
    void ext10RefreshTokenNeedsNoSecret() {
        assertThat(oauth("qdmail.smtp.oauth.grant", "refresh-token", "qdmail.smtp.oauth.refresh-token", "r")
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "qdmail.smtp.oauth.grant, refresh-token, MAIL-1001 qdmail.smtp.oauth.grant",
        "qdmail.smtp.oauth.grant, client-credentials, MAIL-1001 qdmail.smtp.oauth.endpoint",
        "qdmail.smtp.oauth.endpoint, http://login.example.com/token, MAIL-1010 qdmail.smtp.oauth.endpoint",
        "qdmail.smtp.oauth.endpoint, https://u:p@login.example.com/token, MAIL-1010 qdmail.smtp.oauth.endpoint"
    })
    void ext10WhatAnEndpointLacksStopsTheStart(String key, String value, String start) {
        assertThat(oauth(key, value).faults()).singleElement().asString().startsWith(start);
    }

    @Test
    void ext10TokensComeFromOnePlace() {
        Given given =
                oauth("qdmail.smtp.oauth.client-secret", "s", "qdmail.smtp.token", "t", "qdmail.smtp.password", "p");

        assertThat(given.faults())
                .anyMatch(fault -> fault.startsWith("MAIL-1005 qdmail.smtp.token "))
                .anyMatch(fault -> fault.startsWith("MAIL-1005 qdmail.smtp.password "));
    }

    @Test
    void ext10KeysWithoutEndpointOrUserStopTheStart() {
        assertThat(Given.relay("qdmail.smtp.oauth.client-id", "shop").faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.oauth.client-id ");
        assertThat(oauth("qdmail.smtp.oauth.client-secret", "s", "qdmail.smtp.user", "")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1001 qdmail.smtp.oauth.endpoint ")
                .contains("qdmail.smtp.user");
    }

    @Test
    void ext10EndpointOnThisMachineMayDoWithoutTls() {
        assertThat(oauth(
                                "qdmail.smtp.oauth.endpoint",
                                "http://127.0.0.1:8080/token",
                                "qdmail.smtp.oauth.client-secret",
                                "s")
                        .faults())
                .isEmpty();
    }
}
