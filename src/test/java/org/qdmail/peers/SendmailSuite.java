package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;

/** The sendmail programs of Postfix, msmtp and Exim. */
class SendmailSuite {
    @ParameterizedTest
    @ValueSource(strings = {"postfix", "msmtp", "exim"})
    void qd65ASignedMailWithLinesOfDotsArrivesAsRendered(String program) throws Exception {
        MailMessage message = MailMessage.to("alice@example.com")
                .subject("件名 dots")
                .text(".\n..\n.x\nFrom here on\n")
                .attach("data.csv", ".\r\n..\r\n".getBytes(StandardCharsets.US_ASCII), "text/csv")
                .signed()
                .build();
        try (StandaloneMailService mail = service(program);
                RenderedMail rendered = mail.render(message)) {
            assertThat(mail.send(rendered).isAllAccepted()).isTrue();

            byte[] fetched = Lab.fetch("alice", rendered.messageId());
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(new String(fetched, StandardCharsets.ISO_8859_1))
                    .isEqualTo(octets.toString(StandardCharsets.ISO_8859_1));
            String authority = Lab.tls().resolve("ca.pem").toString();
            Lab.run(fetched, "openssl", "cms", "-verify", "-CAfile", authority, "-out", "/dev/null");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postfix", "msmtp"})
    void qd67AReportOfDeliveryComesBack(String program) throws Exception {
        try (StandaloneMailService mail = service(program)) {
            SendResult result = mail.send(MailMessage.to("alice@example.com")
                    .subject("receipt by " + program)
                    .text("text")
                    .receipt(ReceiptKind.DELIVERY)
                    .build());

            assertThat(result.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(Outcome.ReceiptRequest.REQUESTED);
            String report = Lab.report(result.messageId());
            assertThat(report).contains("Action: delivered", result.messageId());
            if (program.equals("postfix")) assertThat(report).contains("Original-Envelope-Id: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postfix", "msmtp", "exim"})
    void qd66TheNullReturnPathStaysNull(String program) throws Exception {
        try (StandaloneMailService mail = service(program)) {
            String id = mail.send(MailMessage.to("alice@example.com")
                            .returnPath(EmailAddress.NONE)
                            .subject("null return path")
                            .text("text")
                            .build())
                    .messageId();

            String fetched = new String(Lab.fetchRaw("alice", "Message-ID", id), StandardCharsets.UTF_8);
            assertThat(fetched).startsWith("Return-Path: <>");
        }
    }

    @Test
    void qd69ARefusalThatMsmtpReportsIsOne() {
        try (StandaloneMailService mail = service("msmtp")) {
            DeliveryFailed failure = catchThrowableOfType(
                    DeliveryFailed.class, () -> mail.send("refused@example.com", "subject", "text"));

            assertThat(failure.number()).isEqualTo("MAIL-0705");
            assertThat(failure).hasMessageContaining("ended with code 65").hasMessageContaining("no such user");
            assertThat(failure.isRetryable()).isFalse();
        }
    }

    /** Postfix's program as an SMTP server: what arrives, and each recipient's own receipt. */
    @Test
    void smtpOnTheProgramsInput() throws Exception {
        MailMessage message = MailMessage.to("alice@example.com")
                .subject("件名 by -bs")
                .text(".\n..\n.x\nFrom here on\n")
                .receipt(ReceiptKind.DELIVERY)
                .signed()
                .build();
        try (StandaloneMailService mail = service("postfix", "qdmail.route.sendmail.mode", "smtp");
                RenderedMail rendered = mail.render(message)) {
            assertThat(mail.probe().offersReceipts()).isTrue();
            SendResult result = mail.send(rendered);

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(result.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(Outcome.ReceiptRequest.REQUESTED);
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(new String(Lab.fetch("alice", rendered.messageId()), StandardCharsets.ISO_8859_1))
                    .isEqualTo(octets.toString(StandardCharsets.ISO_8859_1));
            assertThat(Lab.report(result.messageId()))
                    .contains("Action: delivered", "Original-Recipient: ", result.messageId())
                    .doesNotContain("Original-Envelope-Id"); // Postfix keeps it with arguments alone
        }
    }

    private static StandaloneMailService service(String program, String... more) {
        return Lab.sendmail(program, program, more);
    }
}
