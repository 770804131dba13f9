package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Refusal;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;

/** What is Exim's own: other options, another exit code, a server that queues after ten mails. */
class EximSuite {
    private static final String[] SMTP = {"qdmail.route.sendmail.mode", "smtp"};

    /** Its own {@code message_size_limit} is 1M. */
    private static final byte[] TOO_LARGE = new byte[2 << 20];

    @Test
    void qd66AMailForSeveralArrivesAtEach() throws Exception {
        try (StandaloneMailService mail = Lab.sendmail("exim", "exim")) {
            SendResult result = mail.send(MailMessage.to("alice@example.com", "bob@example.com", "carol@example.com")
                    .subject("several")
                    .text("text")
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            for (String user : new String[] {"alice", "bob", "carol"}) {
                assertThat(Lab.fetch(user, result.messageId())).isNotEmpty();
            }
        }
    }

    @Test
    void qd67AWishForReportsIsSaidToBeUnsupportedAndTheMailArrives() throws Exception {
        try (StandaloneMailService mail = Lab.sendmail("exim", "exim")) {
            SendResult result = mail.send(asking("alice@example.com"));

            assertThat(result.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(Outcome.ReceiptRequest.UNSUPPORTED);
            assertThat(result.warnings()).singleElement().asString().contains("no option for DSN");
            assertThat(Lab.fetch("alice", result.messageId())).isNotEmpty();
        }
    }

    /** To Exim {@code -N} alone means not to deliver, which would be a loss; with the wishes behind it, it is an error. */
    @Test
    void qd67TheOptionsOfPostfixAreRefusedAndNothingIsTaken() throws Exception {
        try (StandaloneMailService mail = Lab.sendmail("exim", "postfix");
                RenderedMail rendered = mail.render(asking("alice@example.com"))) {
            DeliveryFailed failure = catchThrowableOfType(DeliveryFailed.class, () -> mail.send(rendered));

            assertThat(failure.number()).isEqualTo("MAIL-0705");
            assertThat(failure).hasMessageContaining("ended with code 1: ").hasMessageContaining("option -Nsuccess");
            assertThat(failure.isRetryable()).isFalse();
            assertThat(hasTaken(rendered)).isFalse();
        }
    }

    @Test
    void qd67WithTheDialectOfPostfixAMailWithoutWishesArrives() throws Exception {
        try (StandaloneMailService mail = Lab.sendmail("exim", "postfix")) {
            String id = mail.send("alice@example.com", "no wishes", "text").messageId();

            assertThat(Lab.fetch("alice", id)).isNotEmpty();
        }
    }

    /** Of two recipients, none has it; and it is our outcome that says so, not a mail to the return path besides. */
    @Test
    void qd69AMailThatIsTooLargeIsRefusedWithTheReason() throws Exception {
        MailMessage large = MailMessage.to("alice@example.com", "bob@example.com")
                .subject("large")
                .text("text")
                .attach("large.bin", TOO_LARGE, "application/octet-stream")
                .build();
        try (StandaloneMailService mail = Lab.sendmail("exim", "exim");
                RenderedMail rendered = mail.render(large)) {
            DeliveryFailed failure = catchThrowableOfType(DeliveryFailed.class, () -> mail.send(rendered));

            assertThat(failure.number()).isEqualTo("MAIL-0705");
            assertThat(failure).hasMessageContaining("ended with code 1: ").hasMessageContaining("too big");
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.refusals())
                    .extracting(Refusal::recipient)
                    .containsExactly("alice@example.com", "bob@example.com");
            assertThat(hasTaken(rendered)).isFalse();
            assertThat(Lab.eximLog()).doesNotContain("U=Debian-exim"); // who sends its mails about mails
        }
    }

    @Test
    void smtpOnItsInputHasAnAnswerForEachRecipientAndPassesTheReceiptOn() throws Exception {
        MailMessage message = MailMessage.to("alice@example.com", "refused@example.com", "later@example.com")
                .subject("件名 by -bs")
                .text(".\n..\n.x\nFrom here on\n")
                .receipt(ReceiptKind.DELIVERY)
                .build();
        try (StandaloneMailService mail = Lab.sendmail("exim", "exim", SMTP);
                RenderedMail rendered = mail.render(message)) {
            SendResult result = mail.send(rendered);

            assertThat(result.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.REFUSED, Outcome.State.DEFERRED);
            assertThat(result.outcomes().get(0).receipt()).isEqualTo(Outcome.ReceiptRequest.REQUESTED);
            assertThat(new String(Lab.fetch("alice", rendered.messageId()), StandardCharsets.ISO_8859_1))
                    .isEqualTo(text(rendered));
            assertThat(Lab.report(rendered.messageId()))
                    .contains("Original-Envelope-Id: " + result.envelopeId().orElseThrow())
                    .contains("Original-Recipient: rfc822;alice@example.com")
                    .contains("Action: delivered");
        }
    }

    /** By itself it only queues what comes after the tenth mail of one session, until somebody has its queue run. */
    @Test
    void smtpOnItsInputLeavesNoMailInTheQueue() throws Exception {
        try (StandaloneMailService mail = Lab.sendmail("exim", "exim", SMTP)) {
            String last = "";
            for (int number = 1; number <= 11; number++) {
                last = mail.send("alice@example.com", "mail " + number, "text").messageId();
            }

            assertThat(Lab.fetch("alice", last)).isNotEmpty();
        }
    }

    private static MailMessage asking(String recipient) {
        return MailMessage.to(recipient)
                .subject("receipt")
                .text("text")
                .receipt(ReceiptKind.DELIVERY)
                .build();
    }

    /** Its log has a line for every mail that it takes over, written before it ends. */
    private static boolean hasTaken(RenderedMail mail) throws IOException {
        String id = mail.messageId();
        return Lab.eximLog().contains("id=" + id.substring(1, id.length() - 1));
    }

    private static String text(RenderedMail mail) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        mail.writeTo(octets);
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
