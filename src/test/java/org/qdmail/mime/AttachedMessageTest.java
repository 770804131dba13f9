package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.mime.Composing.composed;
import static org.qdmail.mime.Composing.message;
import static org.qdmail.mime.Composing.octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachedMessageTest {
    private static final String AS_MESSAGE =
            "Content-Type: message/rfc822; name=\"m.eml\"\r\nContent-Transfer-Encoding: 7bit\r\n";
    private static final String AS_FILE =
            "Content-Type: application/octet-stream; name=\"m.eml\"\r\nContent-Transfer-Encoding: base64\r\n";

    @Test
    void sm2EmbedsACleanMessageAsItIs() {
        ComposedMail mail = attached("Subject: a\r\n\r\n.b \r\n".getBytes(UTF_8), "message/rfc822");

        assertThat(wire(mail))
                .contains(
                        AS_MESSAGE
                                + "Content-Disposition: attachment; filename=\"m.eml\"\r\n\r\nSubject: a\r\n\r\n.b \r\n\r\n--=_");
        assertThat(mail.warnings()).isEmpty();
    }

    @Test
    void sm4PutsTheLineEndsOfAnEmbeddedMessageRight() {
        assertThat(wire(attached("A: b\n\nc\rd\r\n\r\re".getBytes(UTF_8), "message/rfc822")))
                .contains("\r\n\r\nA: b\r\n\r\nc\r\nd\r\n\r\n\r\ne\r\n\r\n--=_");
    }

    @Test
    void sm4EndsTheLastLineOfAnEmbeddedMessage() {
        assertThat(wire(attached("A: b\r".getBytes(UTF_8), "message/rfc822"))).contains("\r\n\r\nA: b\r\n\r\n--=_");
        assertThat(wire(attached("A: b\r\n".getBytes(UTF_8), "message/rfc822"))).contains("\r\n\r\nA: b\r\n\r\n--=_");
        assertThat(wire(attached("A: b\n".getBytes(UTF_8), "message/rfc822"))).contains("\r\n\r\nA: b\r\n\r\n--=_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: é\r\n", "A: \u0000\r\n"})
    void sm2SendsAMessageThatIsNot7BitAsAFile(String text) {
        byte[] octets = text.getBytes(UTF_8);
        ComposedMail mail = attached(octets, "message/rfc822");
        byte[] wire = octets(mail);

        assertThat(new String(wire, US_ASCII)).contains(AS_FILE);
        new SecondReading(wire).hasFile("m.eml", octets);
        assertThat(mail.warnings())
                .singleElement()
                .asString()
                .startsWith("attachments[0]: the attached message is not 7-bit");
    }

    @Test
    void cmp2EmbedsLinesOf998ButNoLongerOnes() {
        assertThat(wire(attached(("A: " + "x".repeat(995) + "\ny").getBytes(UTF_8), "message/rfc822")))
                .contains(AS_MESSAGE);
        assertThat(wire(attached(("A: " + "x".repeat(996) + "\ny").getBytes(UTF_8), "message/rfc822")))
                .contains(AS_FILE);
        assertThat(wire(attached(("A:\r" + "x".repeat(998) + "\r\ny").getBytes(UTF_8), "message/rfc822")))
                .contains(AS_MESSAGE);
    }

    @Test
    void sendsAMessageThatIsTooLargeToReadAheadAsAFile() {
        byte[] fits = lines(MessageEntity.MAX_READ_AHEAD);
        byte[] larger = lines(MessageEntity.MAX_READ_AHEAD + 1);
        byte[] muchLarger = lines(MessageEntity.MAX_READ_AHEAD + 100_000);

        assertThat(wire(attached(fits, "message/rfc822"))).contains(AS_MESSAGE);
        assertThat(wire(attached(larger, "message/rfc822"))).contains(AS_FILE);
        new SecondReading(octets(attached(muchLarger, "message/rfc822"))).hasFile("m.eml", muchLarger);
    }

    @Test
    void rfc6532LetsMessageGlobalBeEncoded() {
        assertThat(wire(attached("A: é\n".getBytes(UTF_8), "message/global")))
                .contains("Content-Type: message/global; name=\"m.eml\"\r\nContent-Transfer-Encoding: base64\r\n");
    }

    @Test
    void rfc2045EmbedsEveryOtherMessageType() {
        assertThat(wire(attached("A: b\n".getBytes(UTF_8), "Message/Delivery-Status")))
                .contains(
                        "Content-Type: Message/Delivery-Status; name=\"m.eml\"\r\nContent-Transfer-Encoding: 7bit\r\n");
    }

    @Test
    void warnsOnceHoweverOftenItIsWritten() {
        ComposedMail mail = attached("é".getBytes(UTF_8), "message/rfc822");
        ComposedMail signed = mail.withBody(mail.body());
        wire(mail);
        wire(signed);

        assertThat(signed.warnings()).hasSize(1);
    }

    private static byte[] lines(int size) {
        byte[] octets = "x".repeat(size).getBytes(ISO_8859_1);
        for (int at = 99; at < size; at += 100) octets[at] = '\n';
        return octets;
    }

    private static ComposedMail attached(byte[] octets, String type) {
        return composed(message().text("x").attach("m.eml", octets, type));
    }

    private static String wire(ComposedMail mail) {
        return new String(octets(mail), ISO_8859_1);
    }
}
