package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.pipeline.OnTheWire.fields;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MailException;

class ImportTest {
    @Test
    void qd94MessageOfJakartaMailIsSentAsItIsWithoutBcc() throws Exception {
        MimeMessage message = message();
        message.setRecipients(RecipientType.BCC, "secret@example.org");
        try (OnTheWire wire = new OnTheWire();
                RenderedMail rendered = RenderedMail.of(message)) {
            SendResult result = wire.mail.send(rendered);

            assertThat(result.messageId()).isEqualTo(message.getMessageID());
            assertThat(wire.one().recipients()).containsExactly("bob@example.net", "secret@example.org");
            assertThat(wire.one().mailCommand()).startsWith("MAIL FROM:<shop@example.com>");
            assertThat(OnTheWire.text(wire.one())).doesNotContain("secret").contains("\r\n\r\nbody\r\n");
        }
    }

    @Test
    void dsn12ReturnReceiptToIsDroppedWithANote() throws Exception {
        MimeMessage message = message();
        message.setHeader("Return-Receipt-To", "shop@example.com");
        try (OnTheWire wire = new OnTheWire();
                RenderedMail rendered = RenderedMail.of(message)) {
            SendResult result = wire.mail.send(rendered);

            assertThat(fields(wire.one(), "Return-Receipt-To")).isEmpty();
            assertThat(result.warnings()).anyMatch(warning -> warning.contains("Return-Receipt-To"));
        }
    }

    @Test
    void dsn12ReturnReceiptToStaysWhereItIsSigned() throws Exception {
        MimeMessage message = message();
        message.setHeader("Return-Receipt-To", "shop@example.com");
        message.setHeader("DKIM-Signature", "v=1; h=From:Return-Receipt-To; b=x");
        try (RenderedMail rendered = RenderedMail.of(message)) {
            assertThat(octets(rendered)).contains("Return-Receipt-To: shop@example.com\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v\u010D\u010ABcc: victim@evil.example",
                "v\r\nX-Evil: 1",
                "v\nX-Evil: 1",
                "v\rX",
                "v\u0000w",
                "v\u760D\u760Aw",
                "\u00e9",
                "v\r\n\r\nbody"
            })
    void d2HeaderOfJakartaMailCannotBecomeAnotherOne(String value) throws Exception {
        MimeMessage message = message();
        message.setHeader("X-Tag", value);

        assertThat(numberOf(message)).isEqualTo("MAIL-0304");
    }

    @Test
    void foldedHeaderPasses() throws Exception {
        MimeMessage message = message();
        message.setHeader("X-Tag", "one\r\n two\r\n\tthree");
        try (RenderedMail rendered = RenderedMail.of(message)) {
            assertThat(octets(rendered)).contains("X-Tag: one\r\n two\r\n\tthree\r\n");
        }
    }

    @Test
    void smtp2BareLineEndsOfTheBodyBecomeWholeLinesAndStayOneMail() throws Exception {
        String text = "From: a@example.com\r\nTo: b@example.net\r\nMessage-ID: <1@example.com>\r\n\r\nA\n.\nB\r.\rC";
        MimeMessage message =
                new MimeMessage(session(), new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        try (OnTheWire wire = new OnTheWire();
                RenderedMail rendered = RenderedMail.of(message)) {
            assertThat(wire.mail.send(rendered).isAllAccepted()).isTrue();
            assertThat(OnTheWire.text(wire.one())).endsWith("\r\n\r\nA\r\n.\r\nB\r\n.\r\nC\r\n");
        }
    }

    @Test
    void withoutSenderOrRecipientNothingIsRendered() throws Exception {
        MimeMessage noRecipient = message();
        noRecipient.removeHeader("To");
        MimeMessage noSender = message();
        noSender.removeHeader("From");

        assertThat(numberOf(noRecipient)).isEqualTo("MAIL-0202");
        assertThat(numberOf(noSender)).isEqualTo("MAIL-0201");
    }

    @Test
    void d1RecipientIsNeverCutToOctets() throws Exception {
        MimeMessage message = message();
        message.setRecipient(RecipientType.TO, new InternetAddress("šdmin@example.com", false));

        assertThatThrownBy(() -> RenderedMail.of(message).close()).isInstanceOf(InvalidMessage.class);
    }

    @Test
    void f07RenderedMailBecomesAJakartaMailMessage() throws Exception {
        try (OnTheWire wire = new OnTheWire();
                RenderedMail rendered = wire.mail.render(org.qdmail.message.MailMessage.to("bob@example.net")
                        .subject("件名")
                        .text("本文")
                        .build())) {
            MimeMessage message = rendered.toMimeMessage(session());

            assertThat(message.getSubject()).isEqualTo("件名");
            assertThat(message.getMessageID()).isEqualTo(rendered.messageId());
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            message.writeTo(again);
            assertThat(again.toString(StandardCharsets.UTF_8)).isEqualTo(octets(rendered));
        }
    }

    private static String numberOf(MimeMessage message) {
        try (RenderedMail rendered = RenderedMail.of(message)) {
            return "none, " + rendered.size() + " octets";
        } catch (MailException failure) {
            return failure.number();
        }
    }

    private static String octets(RenderedMail rendered) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        rendered.writeTo(octets);
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static MimeMessage message() throws MessagingException {
        MimeMessage message = new MimeMessage(session());
        message.setFrom("shop@example.com");
        message.setRecipients(RecipientType.TO, "bob@example.net");
        message.setSubject("subject");
        message.setText("body\r\n");
        message.saveChanges();
        return message;
    }

    private static Session session() {
        return Session.getInstance(new Properties());
    }
}
