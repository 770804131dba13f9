package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.mime.Composing.message;
import static org.qdmail.mime.Composing.wire;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class TextPartsTest {
    @Test
    void cmp9SendsShortAsciiAsItIs() {
        assertThat(part("Hello\nworld"))
                .isEqualTo(
                        "Content-Type: text/plain; charset=US-ASCII\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\nworld\r\n");
    }

    @Test
    void cmp9SendsALineOf998AsItIsButNotOneOf999() {
        assertThat(part("a".repeat(998))).contains("7bit").endsWith("a".repeat(998) + "\r\n");
        assertThat(part("a".repeat(999))).contains("charset=US-ASCII\r\nContent-Transfer-Encoding: quoted-printable");
    }

    @Test
    void c11EncodesHtmlOfOneLongLine() {
        String html = "<p>" + "word ".repeat(600) + "</p>";
        String wire = wire(message().html(html).plainTextOff());

        assertThat(wire)
                .contains(
                        "Content-Type: text/html; charset=US-ASCII\r\nContent-Transfer-Encoding: quoted-printable\r\n");
        assertThat(wire.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        new SecondReading(wire.getBytes(US_ASCII)).hasHtml(html + "\r\n");
    }

    @Test
    void sm2WritesLatinTextQuotedPrintable() {
        assertThat(part("héllo"))
                .isEqualTo(
                        "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nh=C3=A9llo\r\n");
    }

    @Test
    void cmp9PrefersQuotedPrintableWhenBothAreEquallyLong() {
        assertThat(part("éx012345")).contains("quoted-printable\r\n\r\n=C3=A9x012345\r\n");
        assertThat(part("éé01")).contains("base64");
    }

    @Test
    void cmp9TakesTheShorterEncodingWhateverTheMixture() {
        for (int n = 1; n < 60; n++) {
            String text = "é".repeat(n) + "a =".repeat(60 - n);
            int length = (text + "\r\n").getBytes(UTF_8).length;
            int quoted = QuotedPrintable.encode((text + "\r\n").getBytes(UTF_8), length, Integer.MAX_VALUE)
                    .orElseThrow()
                    .length;

            assertThat(part(text))
                    .contains(quoted <= Base64Lines.encodedLength(length) ? "quoted-printable" : "base64");
        }
    }

    @Test
    void v15WritesJapaneseTextInBase64() {
        assertThat(part("価格は€10です。\r\n")).endsWith("base64\r\n\r\n5L6h5qC844Gv4oKsMTDjgafjgZnjgIINCg==\r\n");
    }

    @Test
    void v8WritesALineOf600LettersInBase64() {
        String part = part("あ".repeat(600));

        assertThat(part).contains("charset=UTF-8\r\nContent-Transfer-Encoding: base64");
        assertThat(part.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        assertThat(new String(Base64.getMimeDecoder().decode(body(part)), UTF_8))
                .isEqualTo("あ".repeat(600) + "\r\n");
    }

    @Test
    void v9ReadsBackTheLinesThatGatewaysChange() {
        String text = ".\r\n..\r\n.x\r\nFrom y\r\ntrailing  \r\n";

        assertThat(body(part(text))).isEqualTo("=2E\r\n=2E.\r\n=2Ex\r\n=46rom y\r\ntrailing =20\r\n");
        new SecondReading(wire(message().text(text)).getBytes(US_ASCII)).hasText(text);
    }

    @Test
    void sm5KeepsEmptyLinesAtTheEndOfAPart() {
        String wire = wire(message().text("a\n\n\n\n").html("<p>a</p>"));

        assertThat(wire).contains("\r\n\r\na\r\n\r\n\r\n\r\n\r\n--=_");
        new SecondReading(wire.getBytes(US_ASCII)).hasText("a\r\n\r\n\r\n\r\n");
    }

    @Test
    void smtp2LeavesNoEndOfDataToForge() {
        for (String sequence : new String[] {
            "\n.\n",
            "\n.\r\n",
            "\r.\r",
            "\r.\r\n",
            "\r\n.\r",
            "\r\n.\n",
            "\n.\r",
            "\r.\n",
            "\r\n.\r\r\n",
            "\r\r\n.\r\r\n",
            "\r\n.\r\n"
        }) {
            String wire = wire(message().text("A" + sequence + "B").html("<pre>A" + sequence + "B</pre>"));

            assertThat(wire).doesNotContain("\r\n.");
            assertThat(wire.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        }
    }

    @Test
    void sm2WritesNothingBut7Bit() {
        assertThat(wire(message().subject("件名").text("本文 é").html("<p>漢字😀 é</p>")))
                .matches("[\\t\\r\\n -~]*");
    }

    private static String part(String text) {
        String wire = wire(message().text(text));
        return wire.substring(wire.indexOf("Content-Type:"));
    }

    private static String body(String part) {
        return part.substring(part.indexOf("\r\n\r\n") + 4);
    }
}
