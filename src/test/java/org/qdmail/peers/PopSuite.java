package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.DeliveryFailed;

/** QD-35: a Postfix that takes mail from an address only after a login at Dovecot by POP3 from there. */
class PopSuite {
    private static final int RELAY = 2589;

    @BeforeEach
    void forget() throws IOException {
        Lab.forgetLogins();
    }

    private static StandaloneMailService service(String tls, int port, String password) {
        return Lab.service(
                RELAY,
                "qdmail.pop-before-smtp.host",
                "localhost",
                "qdmail.pop-before-smtp.port",
                String.valueOf(port),
                "qdmail.pop-before-smtp.tls",
                tls,
                "qdmail.pop-before-smtp.user",
                "shop@example.com",
                "qdmail.pop-before-smtp.password",
                password);
    }

    @Test
    void relayRefusesWhoHasNotLoggedIn() {
        try (StandaloneMailService mail = Lab.service(RELAY)) {
            DeliveryFailed refused = catchThrowableOfType(
                    DeliveryFailed.class, () -> mail.send("alice@example.com", "No login", "text"));

            assertThat(refused.number()).isEqualTo("MAIL-0607");
            assertThat(refused.reply().orElseThrow().toString()).contains("log in by POP3 first");
        }
    }

    /** Dovecot offers APOP, which is taken where nothing is encrypted. */
    @ParameterizedTest
    @CsvSource({"implicit, 2995", "starttls, 2110", "none, 2110"})
    void qd35MailIsTakenAfterTheLogin(String tls, int port) throws Exception {
        try (StandaloneMailService mail = service(tls, port, "S3CR3T-shop")) {
            String first = mail.send("alice@example.com", "Behind POP", "text").messageId();

            assertThat(Lab.fetch("alice", first)).asString().contains("Behind POP");
            assertThat(mail.send("alice@example.com", "Again", "text").isAllAccepted())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"implicit, 2995", "starttls, 2110", "none, 2110"})
    void qd107WrongPasswordIsToldAsSuch(String tls, int port) {
        try (StandaloneMailService mail = service(tls, port, "S3CR3T-wrong")) {
            DeliveryFailed failed =
                    catchThrowableOfType(DeliveryFailed.class, () -> mail.send("alice@example.com", "Wrong", "text"));

            assertThat(failed.number()).isEqualTo("MAIL-0706");
            assertThat(failed.isRetryable()).isFalse();
            assertThat(failed.toString()).doesNotContain("S3CR3T");
        }
    }
}
