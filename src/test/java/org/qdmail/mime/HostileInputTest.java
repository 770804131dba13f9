package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.mime.Composing.message;

import jakarta.mail.Header;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.address.Mailbox;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;

/** Values that pass their constructors arrive unchanged and make no field of their own. */
class HostileInputTest {
    private static final List<String> FIELDS = List.of(
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "X-Tag",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");

    static List<String> payloads() {
        return List.of(
                "v\u010d\u010aBcc: victim@evil.example",
                "\u760d\u760aBcc: victim@evil.example",
                "%0d%0aBcc: x",
                "=0D=0ABcc: x",
                "=?utf-8?q?=0D=0ABcc:_x?=",
                "a =?x? b",
                "${x} $1 \\1",
                "<script>alert(1)</script>",
                "\"; filename=\"evil.exe",
                "a\\",
                "name@evil.example>, <b@evil.example",
                "x, y; z: q",
                "(comment",
                "a\u200bb\ufeff",
                "a\u00a0b",
                "  padded  ",
                "y".repeat(900),
                "漢字😀".repeat(70));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void d2SubjectNameAndOwnFieldArriveAsTheyWereGiven(String payload) throws Exception {
        byte[] mail = mail(payload);

        MimeMessage jakarta = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        assertThat(Collections.list(jakarta.getAllHeaders()))
                .extracting(Header::getName)
                .isEqualTo(FIELDS);
        assertThat(jakarta.getSubject()).isEqualTo(payload);
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(jakarta.getHeader("X-Tag", null))))
                .isEqualTo(payload);
        InternetAddress from = (InternetAddress) jakarta.getFrom()[0];
        assertThat(from.getAddress()).isEqualTo("shop@example.com");
        assertThat(from.getPersonal()).isEqualTo(payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void d2ASecondParserReadsTheSame(String payload) throws Exception {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        Message read = builder.parseMessage(new ByteArrayInputStream(mail(payload)));

        assertThat(read.getHeader().getFields()).extracting(Field::getName).isEqualTo(FIELDS);
        assertThat(read.getTo().flatten())
                .extracting(org.apache.james.mime4j.dom.address.Mailbox::getAddress)
                .containsExactly("bob@example.net");
        assertThat(read.getBcc()).isNull();
        String tag = read.getHeader().getField("X-Tag").getBody();
        assertThat(DecoderUtil.decodeEncodedWords(tag, UTF_8)).isEqualTo(payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void d3DescriptionAndFileNameMakeNoFieldOfTheirOwn(String payload) throws Exception {
        String name = payload.replace('/', '_').replace('\\', '_');
        Attachment attachment =
                Attachment.of(name, Content.of(new byte[] {1}, "image/png")).describedAs(payload);
        byte[] mail = Composing.octets(Composing.composed(message().text("x").attach(attachment)));

        MimeMessage jakarta = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        jakarta.mail.BodyPart part = ((jakarta.mail.Multipart) jakarta.getContent()).getBodyPart(1);
        assertThat(Collections.list(part.getAllHeaders()))
                .extracting(Header::getName)
                .containsExactly(
                        "Content-Type", "Content-Transfer-Encoding", "Content-Description", "Content-Disposition");
        assertThat(part.getFileName()).isEqualTo(name);
        assertThat(part.getDescription()).isEqualTo(payload);
        assertThat(new String(mail, US_ASCII)).doesNotContain("\nBcc").matches("[\\t\\r\\n -~]*");
    }

    private static byte[] mail(String payload) {
        return Composing.octets(Composing.composed(org.qdmail.message.MailMessage.to("bob@example.net")
                .from(Mailbox.of(payload, "shop@example.com"))
                .subject(payload)
                .header("X-Tag", payload)
                .text("x")));
    }
}
