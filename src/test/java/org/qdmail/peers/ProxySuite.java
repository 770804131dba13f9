package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Phase;

/** A Postfix behind the proxies microsocks and tinyproxy. */
class ProxySuite {
    private static final String SOCKS = "socks5://127.0.0.1:2108";
    private static final String SOCKS_LOGIN = "socks5://gate@127.0.0.1:2109";
    private static final String HTTP_LOGIN = "http://gate@127.0.0.1:2138";

    private static StandaloneMailService service(int port, String tls, String proxy, String password) {
        String[] keys = {
            "qdmail.smtp.tls", tls,
            "qdmail.smtp.user", "shop@example.com",
            "qdmail.smtp.password", "S3CR3T-shop",
            "qdmail.smtp.proxy", proxy,
            "qdmail.smtp.proxy-password", password
        };
        return Lab.service(port, keys);
    }

    private static DeliveryFailed failure(StandaloneMailService mail) {
        DeliveryFailed failure =
                catchThrowableOfType(DeliveryFailed.class, () -> mail.send("alice@example.com", "Proxy", "text"));
        assertThat(failure).hasMessageNotContaining("S3CR3T");
        return failure;
    }

    @ParameterizedTest
    @CsvSource({
        "2587, starttls-required, " + SOCKS + ", ",
        "2587, starttls-required, " + SOCKS_LOGIN + ", S3CR3T-gate",
        "2465, implicit, " + SOCKS_LOGIN + ", S3CR3T-gate",
        "2587, starttls-required, " + HTTP_LOGIN + ", S3CR3T-gate",
        "2465, implicit, " + HTTP_LOGIN + ", S3CR3T-gate"
    })
    void c3MailArrivesThroughAProxyByTlsWithTheRelay(int port, String tls, String proxy, String password)
            throws Exception {
        try (StandaloneMailService mail = service(port, tls, proxy, password == null ? "" : password)) {
            SendResult result = mail.send("alice@example.com", "Proxy", "through " + proxy);

            assertThat(result.requireAllAccepted().outcomes().get(0).tls()).isPresent();
            assertThat(new String(Lab.fetch("alice", result.messageId()), StandardCharsets.UTF_8))
                    .contains("through " + proxy);
        }
    }

    @ParameterizedTest
    @CsvSource({SOCKS_LOGIN, HTTP_LOGIN})
    void c3WrongPasswordOfTheProxyIsToldAsSuch(String proxy) {
        try (StandaloneMailService mail = service(2587, "starttls-required", proxy, "S3CR3T-wrong")) {
            DeliveryFailed failure = failure(mail);

            assertThat(failure.number()).isEqualTo("MAIL-0619");
            assertThat(failure.phase()).isEqualTo(Phase.PROXY);
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void c3ProxyThatWantsALoginIsToldAsSuch() {
        for (String proxy : new String[] {"socks5://127.0.0.1:2109", "http://127.0.0.1:2138"}) {
            try (StandaloneMailService mail = service(2587, "starttls-required", proxy, "")) {
                assertThat(failure(mail)).hasMessageStartingWith("MAIL-0619 ").hasMessageContaining("wants");
            }
        }
    }

    /** Nobody listens on port 2999; tinyproxy does not permit port 2525. */
    @ParameterizedTest
    @CsvSource({"2999, " + SOCKS_LOGIN + ", connection refused", "2525, " + HTTP_LOGIN + ", HTTP 403"})
    void c3RelayThatTheProxyDoesNotReachIsToldAsSuch(int port, String proxy, String reason) {
        try (StandaloneMailService mail = service(port, "starttls-required", proxy, "S3CR3T-gate")) {
            assertThat(failure(mail)).hasMessageStartingWith("MAIL-0619 ").hasMessageContaining(reason);
        }
    }

    @Test
    void c3CertificateOfTheRelayIsJudgedBehindAProxy() {
        try (StandaloneMailService mail = service(2594, "starttls-required", HTTP_LOGIN, "S3CR3T-gate")) {
            assertThat(failure(mail).number()).isEqualTo("MAIL-0603");
        }
    }
}
