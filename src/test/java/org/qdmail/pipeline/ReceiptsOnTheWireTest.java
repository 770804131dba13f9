package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.envelope.Notify.DELAY;
import static org.qdmail.envelope.Notify.FAILURE;
import static org.qdmail.envelope.Notify.SUCCESS;
import static org.qdmail.message.ReceiptKind.DELIVERY;
import static org.qdmail.message.ReceiptKind.READ;
import static org.qdmail.pipeline.OnTheWire.fields;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.message.MailMessage;
import org.qdmail.message.Recipient;

class ReceiptsOnTheWireTest {
    @Test
    void qd13ReceiptIsAskedForPerRecipient() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result =
                    wire.mail.send(message("bob@example.net").receipt(DELIVERY).build());

            String envelopeId = result.envelopeId().orElseThrow();
            assertThat(envelopeId).hasSize(37);
            assertThat(wire.one().mailCommand())
                    .startsWith("MAIL FROM:<shop@example.com>")
                    .contains(" RET=HDRS ENVID=" + envelopeId);
            assertThat(wire.one().recipientCommands())
                    .containsExactly("RCPT TO:<bob@example.net> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob@example.net");
            assertThat(fields(wire.one(), "Disposition-Notification-To")).isEmpty();
        }
    }

    @Test
    void dsn8EnvelopeIdsAreOpaqueAndDiffer() {
        try (OnTheWire wire = new OnTheWire()) {
            MailMessage message = message("bob@example.net").receipt(DELIVERY).build();

            assertThat(wire.mail.send(message).envelopeId())
                    .isNotEqualTo(wire.mail.send(message).envelopeId());
        }
    }

    @Test
    void r01ThreeRecipientsGetThreeDifferentCommands() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(MailMessage.to(
                            Recipient.of("b@example.net").reportOn(SUCCESS),
                            Recipient.of("c@example.net").reportOn(DELAY, FAILURE),
                            Recipient.of("d@example.net"),
                            Recipient.of("e@example.net").noReports())
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(wire.one().recipientCommands())
                    .containsExactly(
                            "RCPT TO:<b@example.net> NOTIFY=SUCCESS ORCPT=rfc822;b@example.net",
                            "RCPT TO:<c@example.net> NOTIFY=FAILURE,DELAY ORCPT=rfc822;c@example.net",
                            "RCPT TO:<d@example.net>",
                            "RCPT TO:<e@example.net> NOTIFY=NEVER");
        }
    }

    @Test
    void qd16ReportsGoToTheReturnPath() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(message("bob@example.net")
                    .returnPath("r@example.org")
                    .receipt(DELIVERY)
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(wire.one().mailCommand()).startsWith("MAIL FROM:<r@example.org> ");
            assertThat(fields(wire.one(), "From")).containsExactly("From: shop@example.com");
        }
    }

    @Test
    void qd17PlainMailHasNoParameters() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(message("bob@example.net").build());

            assertThat(result.envelopeId()).isEmpty();
            assertThat(wire.one().recipientCommands()).containsExactly("RCPT TO:<bob@example.net>");
            assertThat(wire.one().mailCommand()).doesNotContain("RET=").doesNotContain("ENVID=");
        }
    }

    @Test
    void dsn13ReceiptNeedsAReturnPath() {
        try (OnTheWire wire = new OnTheWire("qdmail.defaults.receipt", "delivery")) {
            MailMessage message =
                    message("bob@example.net").returnPath(EmailAddress.NONE).build();

            assertThat(numberOf(wire, message)).isEqualTo("MAIL-0251");
            wire.mailbox.assertEmpty();
        }
    }

    @Test
    void qd6ReadReceiptIsOneFieldAndNothingElse() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result =
                    wire.mail.send(message("bob@example.net").receipt(READ).build());

            assertThat(fields(wire.one(), "Disposition-Notification-To"))
                    .containsExactly("Disposition-Notification-To: shop@example.com");
            assertThat(wire.one().recipientCommands()).containsExactly("RCPT TO:<bob@example.net>");
            assertThat(wire.one().mailCommand()).doesNotContain("ENVID");
            assertThat(OnTheWire.text(wire.one()))
                    .doesNotContain("Return-Receipt-To")
                    .doesNotContain("X-Confirm-Reading-To");
            assertThat(result.warnings()).isEmpty();
        }
    }

    @Test
    void mdn2MailThatAsksForAReadReceiptHasAMessageId() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result =
                    wire.mail.send(message("bob@example.net").receipt(READ).build());

            assertThat(fields(wire.one(), "Message-ID")).containsExactly("Message-ID: " + result.messageId());
        }
    }

    @Test
    void mdn3OtherAddressIsWarnedAbout() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(message("bob@example.net")
                    .receipt(READ)
                    .readReceiptTo("desk@example.org")
                    .build());

            assertThat(fields(wire.one(), "Disposition-Notification-To"))
                    .containsExactly("Disposition-Notification-To: desk@example.org");
            assertThat(result.warnings()).hasSize(1).first().asString().contains("RFC 8098");
        }
    }

    @Test
    void qd8OtherAddressMayBeRefused() {
        try (OnTheWire wire = new OnTheWire("qdmail.receipt.read.mismatch", "fail")) {
            MailMessage message = message("bob@example.net")
                    .receipt(READ)
                    .readReceiptTo("desk@example.org")
                    .build();

            assertThat(numberOf(wire, message)).isEqualTo("MAIL-0254");
        }
    }

    @Test
    void mdn4ReadReceiptFromSomeMakesTwoCopies() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(
                    MailMessage.to(Recipient.of("b@example.net").askReadReceipt(), Recipient.of("c@example.net"))
                            .cc("d@example.net")
                            .subject("x")
                            .text("y")
                            .build());

            assertThat(result.outcomes()).hasSize(3);
            List<ReceivedMail> copies = wire.mailbox.await(2);
            ReceivedMail asked = copies.stream()
                    .filter(copy -> copy.recipients().equals(List.of("b@example.net")))
                    .findFirst()
                    .orElseThrow();
            ReceivedMail others =
                    copies.stream().filter(copy -> copy != asked).findFirst().orElseThrow();
            assertThat(others.recipients()).containsExactly("c@example.net", "d@example.net");
            assertThat(fields(asked, "Disposition-Notification-To")).hasSize(1);
            assertThat(fields(others, "Disposition-Notification-To")).isEmpty();
            for (String name : List.of("To", "Cc", "Message-ID", "Subject")) {
                assertThat(fields(asked, name)).hasSize(1).isEqualTo(fields(others, name));
            }
        }
    }

    @Test
    void mdn11ReadReceiptsMayBeForbidden() {
        try (OnTheWire wire = new OnTheWire("qdmail.receipt.read.allowed", "false")) {
            assertThat(numberOf(wire, message("bob@example.net").receipt(READ).build()))
                    .isEqualTo("MAIL-0253");
            wire.mailbox.assertEmpty();
        }
    }

    @Test
    void noReceiptBeatsTheDefaultAndARecipientBeatsTheMessage() {
        try (OnTheWire wire = new OnTheWire("qdmail.defaults.receipt", "delivery")) {
            SendResult result = wire.mail.send(MailMessage.to(
                            Recipient.of("b@example.net"),
                            Recipient.of("c@example.net").reportOn(DELAY))
                    .noReceipt()
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(wire.one().recipientCommands())
                    .containsExactly(
                            "RCPT TO:<b@example.net>",
                            "RCPT TO:<c@example.net> NOTIFY=DELAY ORCPT=rfc822;c@example.net");
        }
    }

    private static MailMessage.Builder message(String to) {
        return MailMessage.to(to).subject("x").text("y");
    }

    private static String numberOf(OnTheWire wire, MailMessage message) {
        String[] number = {"none"};
        assertThatThrownBy(() -> assertThat(wire.mail.send(message)).isNull())
                .isInstanceOfSatisfying(InvalidMessage.class, failure -> number[0] = failure.number());
        return number[0];
    }
}
