package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.RouteStatus;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.MailException;
import org.qdmail.failure.Phase;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;

/** What Postfix answers, as the result that a caller sees. */
class RelaySuite {
    @Test
    void probeTellsWhatPostfixOffers() {
        try (StandaloneMailService mail = submission("auto")) {
            RouteStatus status = mail.probe();

            assertThat(status.host()).isEqualTo("localhost");
            assertThat(status.tls())
                    .hasValueSatisfying(version -> assertThat(version).startsWith("TLSv1."));
            assertThat(status.certificateEnd())
                    .hasValueSatisfying(end -> assertThat(end).isAfter(Instant.parse("2027-01-01T00:00:00Z")));
            assertThat(status.login()).contains("shop@example.com");
            assertThat(status.offersReceipts()).isTrue();
            assertThat(status.maxOctets()).hasValue(16777216);
            assertThat(status.capabilities()).contains("PIPELINING", "CHUNKING", "8BITMIME", "SMTPUTF8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "scram-sha-256", "plain", "login", "cram-md5"})
    void ext8LogsInWithEveryMechanism(String mechanism) {
        try (StandaloneMailService mail = submission(mechanism)) {
            SendResult result = mail.send("alice@example.com", "Login by " + mechanism, "text");

            assertThat(result.requireAllAccepted().outcomes().get(0).tls()).isPresent();
        }
    }

    @Test
    void ext7SendsOverImplicitTls() {
        try (StandaloneMailService mail = Lab.service(2465, login("implicit", "auto", "S3CR3T-shop"))) {
            assertThat(mail.send("alice@example.com", "Implicit", "text").isAllAccepted())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram-sha-256", "plain"})
    void l1WrongPasswordIsRefusedLogin(String mechanism) {
        try (StandaloneMailService mail = Lab.service(2587, login("starttls-required", mechanism, "S3CR3T-wrong"))) {
            DeliveryFailed failure = failure(mail, "alice@example.com");

            assertThat(failure.number()).isEqualTo("MAIL-0604");
            assertThat(failure.phase()).isEqualTo(Phase.AUTH);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.reply())
                    .hasValueSatisfying(reply -> assertThat(reply.code()).isEqualTo(535));
            assertThat(failure).hasMessageNotContaining("S3CR3T");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2594,starttls-required,MAIL-0603",
        "2595,starttls-required,MAIL-0603",
        "2596,starttls-required,MAIL-0602",
        "2593,none,MAIL-0616"
    })
    void serverThatCannotBeUsedGetsItsNumber(int port, String tls, String number) {
        try (StandaloneMailService mail = Lab.service(port, "qdmail.smtp.tls", tls)) {
            DeliveryFailed failure = failure(mail, "alice@example.com");

            assertThat(failure.number()).isEqualTo(number);
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void ext7TakesTls12() {
        try (StandaloneMailService mail = Lab.service(2598, "qdmail.smtp.tls", "starttls-required")) {
            assertThat(mail.send("alice@example.com", "1.2", "text")
                            .outcomes()
                            .get(0)
                            .tls())
                    .contains("TLSv1.2");
        }
    }

    @Test
    void smtp16WaitsForASlowGreeting() {
        try (StandaloneMailService mail = Lab.service(2592, "qdmail.smtp.tls", "none")) {
            assertThat(mail.send("alice@example.com", "Slow", "text").isAllAccepted())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "envelope", "bdat"})
    void smtp7GoesOnWithTheRecipientsThatPostfixAccepts(String pipelining) {
        try (StandaloneMailService mail = open("qdmail.smtp.pipelining", pipelining)) {
            SendResult result = mail.send(
                    MailMessage.to("alice@example.com", "refused@example.com", "later@example.com", "bob@example.com")
                            .subject("Some")
                            .text("text")
                            .build());

            assertThat(result.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(
                            Outcome.State.ACCEPTED,
                            Outcome.State.REFUSED,
                            Outcome.State.DEFERRED,
                            Outcome.State.ACCEPTED);
            assertThat(result.outcomes().get(1).reply()).hasValueSatisfying(reply -> assertThat(reply.enhancedStatus())
                    .contains("5.1.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "envelope", "bdat"})
    void r1EveryRecipientRefusedIsAnExceptionAndTheNextMailGoesOut(String pipelining) {
        try (StandaloneMailService mail = open("qdmail.smtp.pipelining", pipelining)) {
            assertThat(failure(mail, "refused@example.com").number()).isEqualTo("MAIL-0607");
            assertThat(failure(mail, "later@example.com").isRetryable()).isTrue();
            assertThat(mail.send("alice@example.com", "After", "text").isAllAccepted())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "envelope", "bdat"})
    void smtp11ConnectionClosedBy421IsReplaced(String pipelining) {
        try (StandaloneMailService mail = open("qdmail.smtp.pipelining", pipelining)) {
            assertThat(failure(mail, "close@example.com").isRetryable()).isTrue();
            assertThat(mail.send("alice@example.com", "After 421", "text").isAllAccepted())
                    .isTrue();
        }
    }

    @Test
    void ext1TooLargeIsFoundBeforeMail() {
        try (StandaloneMailService mail = open("qdmail.limits.message-size", "40M")) {
            MailMessage large = MailMessage.to("alice@example.com")
                    .subject("Large")
                    .text("text")
                    .attach("large.bin", new byte[16 << 20], "application/octet-stream")
                    .build();

            assertThatThrownBy(() -> accepted(mail, large)).isInstanceOfSatisfying(MailException.class, failure -> {
                assertThat(failure.number()).isEqualTo("MAIL-0611");
                assertThat(failure.isRetryable()).isFalse();
            });
        }
    }

    @Test
    void dsn1ServerWithoutDsnGetsBareCommandsAndTheResultSaysSo() {
        try (StandaloneMailService mail = Lab.service(2590, "qdmail.smtp.tls", "none")) {
            SendResult result = mail.send(MailMessage.to("alice@example.com")
                    .subject("No DSN")
                    .text("text")
                    .receipt(ReceiptKind.DELIVERY)
                    .build());

            assertThat(result.outcomes().get(0).receipt()).isEqualTo(Outcome.ReceiptRequest.UNSUPPORTED);
            assertThat(result.warnings()).isNotEmpty();
        }
    }

    @Test
    void qd13PostfixReportsTheDeliveryWithOurEnvelopeId() throws Exception {
        try (StandaloneMailService mail = open()) {
            SendResult result = mail.send(MailMessage.to("bob@example.com")
                    .subject("Report")
                    .text("text")
                    .receipt(ReceiptKind.DELIVERY)
                    .build());

            String report = Lab.report(result.messageId());
            assertThat(report)
                    .contains("Original-Envelope-Id: " + result.envelopeId().orElseThrow())
                    .contains("Original-Recipient: rfc822;bob@example.com")
                    .contains("Action: delivered");
        }
    }

    @Test
    void ext5SendsToAUtf8AddressWithSmtputf8() {
        try (StandaloneMailService mail = open()) {
            assertThat(mail.send("花子@example.com", "件名", "本文").isAllAccepted()).isTrue();
        }
    }

    @Test
    void s03ManyThreadsShareFewConnections() throws Exception {
        try (StandaloneMailService mail = open("qdmail.smtp.pool.connections", "2")) {
            var sent = Stream.generate(() -> mail.sendAsync(MailMessage.to("carol@example.com")
                            .subject("Many")
                            .text("text")
                            .build()))
                    .limit(200)
                    .toList();
            for (var stage : sent) {
                assertThat(stage.toCompletableFuture().get().isAllAccepted()).isTrue();
            }
        }
    }

    private static StandaloneMailService open(String... more) {
        String[] keys = Stream.concat(Stream.of("qdmail.smtp.tls", "none"), Stream.of(more))
                .toArray(String[]::new);
        return Lab.service(2525, keys);
    }

    private static StandaloneMailService submission(String mechanism) {
        return Lab.service(2587, login("starttls-required", mechanism, "S3CR3T-shop"));
    }

    private static String[] login(String tls, String mechanism, String password) {
        return new String[] {
            "qdmail.smtp.tls", tls,
            "qdmail.smtp.auth", mechanism,
            "qdmail.smtp.user", "shop@example.com",
            "qdmail.smtp.password", password
        };
    }

    private static DeliveryFailed failure(StandaloneMailService mail, String to) {
        return catchThrowableOfType(
                DeliveryFailed.class,
                () -> accepted(
                        mail, MailMessage.to(to).subject("Fails").text("text").build()));
    }

    private static void accepted(StandaloneMailService mail, MailMessage message) {
        SendResult result = mail.send(message);
        assertThat(result.isAllAccepted()).isTrue();
    }
}
