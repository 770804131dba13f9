package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.pipeline.OnTheWire.fields;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MailException;
import org.qdmail.octets.SpoolSettings;

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

    /** With an id of its own it is not saved until it is written. */
    @Test
    void d3FieldsThatAreMadeWhileAMessageIsWrittenAreLookedAt() throws Exception {
        MimeMessage message = new MimeMessage(session());
        message.setFrom("shop@example.com");
        message.setRecipients(RecipientType.TO, "bob@example.net");
        message.setHeader("Message-ID", "<1@example.com>");
        message.setContent("x", "text/plain; charset=us-ascii; name=\"a\r\nX-Evil: 1\"");

        assertThat(numberOf(message)).isEqualTo("MAIL-0304");
    }

    static Stream<Arguments> smugglers() {
        return Stream.of(
                Arguments.of("file name", part(part -> part.setFileName("a\r\nX-Evil: 1.txt"))),
                Arguments.of(
                        "type",
                        part(part -> part.setContent("x", "text/plain; charset=us-ascii; name=\"a\r\nX-Evil: 1\""))),
                Arguments.of("field", part(part -> part.setHeader("X-Tag", "v\r\nX-Evil: 1"))),
                Arguments.of("field with LF", part(part -> part.setHeader("X-Tag", "v\nX-Evil: 1"))),
                Arguments.of("field with CR", part(part -> part.setHeader("X-Tag", "v\rX-Evil: 1"))),
                Arguments.of("cut field", part(part -> part.setHeader("X-Tag", "v\u010D\u010AX-Evil: 1"))),
                Arguments.of("field name", part(part -> part.setHeader("X-Evil: 1\r\nX-Tag", "v"))),
                Arguments.of("end of header", part(part -> part.setHeader("X-Tag", "v\r\n"))),
                Arguments.of("preamble", parts(parts -> parts.setPreamble("v\u010D\u010AX-Evil: 1"))),
                Arguments.of("inner part", part(part -> part.setContent(new MimeMultipart(evil())))),
                Arguments.of("attached message", part(part -> part.setContent(unsavedEvil(), "message/rfc822"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smugglers")
    void d2PartsOfJakartaMailMakeNoFurtherLine(String where, Change<MimeMultipart> change) throws Exception {
        MimeMessage message = message();
        message.setContent(changed(change));
        message.saveChanges();

        assertThat(numberOf(message)).as(where).isEqualTo("MAIL-0304");
    }

    @Test
    void partsThatWereReadKeepWhatTheirSenderWrote() throws Exception {
        String part = "--b\r\nContent-Type: text/plain; name=\"\u00e9\"\r\nX-Long: a\r\n b\r\n\r\nc\r\n--b--\r\n";
        String text = "From: a@example.com\r\nTo: b@example.net\r\nMessage-ID: <1@example.com>\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n" + part;
        MimeMessage message =
                new MimeMessage(session(), new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        try (RenderedMail rendered = RenderedMail.of(message)) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(octets.toString(StandardCharsets.ISO_8859_1)).isEqualTo(text);
        }
        message.setHeader("X-Tag", "v");
        assertThat(message.getContent()).isInstanceOf(MimeMultipart.class);
        message.saveChanges();
        try (RenderedMail rendered = RenderedMail.of(message)) {
            assertThat(octets(rendered)).contains("X-Tag: v\r\n", "preamble\r\n", "X-Long: a\r\n b\r\n");
        }
    }

    @Test
    void attachedMessageAndPartsPass() throws Exception {
        MimeMessage attached = message();
        attached.setSubject("件名");
        MimeMessage message = message();
        message.setContent(changed(part(part -> {
            part.setContent(attached, "message/rfc822");
            part.setFileName("添付.eml");
            part.setDescription("a description that is long enough for a fold, since it has more than one line of it");
        })));
        message.saveChanges();
        try (RenderedMail rendered = RenderedMail.of(message)) {
            assertThat(octets(rendered)).contains("Content-Type: message/rfc822", "\r\n\r\nbody\r\n");
        }
    }

    @Test
    void anImportThatIsRefusedLeavesNoFile(@TempDir Path spool) throws Exception {
        MimeMessage message = new MimeMessage(session()) {
            @Override
            protected void updateMessageID() {
                // a common way to keep an id; here there is none
            }
        };
        message.setFrom("shop@example.com");
        message.setRecipients(RecipientType.TO, "bob@example.net");
        message.setText("body");
        MailIds ids = new MailIds(Clock.systemUTC(), new SecureRandom(), new byte[32]);

        assertThatThrownBy(() -> ImportedMail.freeze(message, ids, new SpoolSettings(spool, 0, 1 << 20)))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageContaining("no Message-ID");
        assertThat(spool).isEmptyDirectory();
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

    private interface Change<T> {
        void on(T part) throws MessagingException;
    }

    /** A multipart whose only part is changed like this. */
    private static Change<MimeMultipart> part(Change<MimeBodyPart> change) {
        return parts -> change.on((MimeBodyPart) parts.getBodyPart(0));
    }

    private static Change<MimeMultipart> parts(Change<MimeMultipart> change) {
        return change;
    }

    private static MimeMultipart changed(Change<MimeMultipart> change) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText("hello");
        MimeMultipart parts = new MimeMultipart(part);
        change.on(parts);
        return parts;
    }

    private static MimeBodyPart evil() throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText("hello");
        part.setHeader("X-Tag", "v\r\nX-Evil: 1");
        return part;
    }

    private static MimeMessage unsavedEvil() throws MessagingException {
        MimeMessage message = new MimeMessage(session());
        message.setContent("x", "text/plain; charset=us-ascii; name=\"a\r\nX-Evil: 1\"");
        return message;
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
