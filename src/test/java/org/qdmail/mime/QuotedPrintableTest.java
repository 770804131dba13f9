package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.junit.jupiter.api.Test;

class QuotedPrintableTest {
    @Test
    void sm2EncodesWhatIsNotAscii() {
        assertThat(encoded("héllo")).isEqualTo("h=C3=A9llo");
    }

    @Test
    void cmp9KeepsPrintableCharactersAndEncodesTheEqualsSign() {
        assertThat(encoded("!09<>az~ =")).isEqualTo("!09<>az~ =3D");
    }

    @Test
    void cmp9EncodesControls() {
        assertThat(encoded("\u0000\u001b\u007f!")).isEqualTo("=00=1B=7F!");
    }

    @Test
    void cmp9EncodesOnlyTheLastBlankOfALine() {
        assertThat(encoded("a \t \r\nb \t\r\n c")).isEqualTo("a \t=20\r\nb =09\r\n c");
    }

    @Test
    void cmp9EncodesABlankThatEndsTheText() {
        assertThat(encoded("a ")).isEqualTo("a=20");
    }

    @Test
    void qd117WritesTabWithTwoDigits() {
        assertThat(encoded("a\tb ")).isEqualTo("a\tb=20");
        assertThat(encoded("a\t")).isEqualTo("a=09");
    }

    @Test
    void sm3EncodesFromAtTheStartOfALine() {
        assertThat(encoded("From here\r\nFrom\r\nFromage\r\nx From y\r\nFrom "))
                .isEqualTo("=46rom here\r\nFrom\r\nFromage\r\nx From y\r\n=46rom=20");
    }

    @Test
    void sm3EncodesADotAtTheStartOfALine() {
        assertThat(encoded(".\r\n..\r\n.x\r\nx.\r\n.")).isEqualTo("=2E\r\n=2E.\r\n=2Ex\r\nx.\r\n=2E");
    }

    @Test
    void cmp9EncodesACarriageReturnThatStandsAlone() {
        assertThat(encoded("a\rb\nc\r")).isEqualTo("a=0Db=0Ac=0D");
    }

    @Test
    void cmp9LeavesALineOf76() {
        assertThat(encoded("a".repeat(76) + "\r\n" + "b".repeat(76)))
                .isEqualTo("a".repeat(76) + "\r\n" + "b".repeat(76));
    }

    @Test
    void cmp9BreaksALineOf77Behind75Characters() {
        assertThat(encoded("a".repeat(77))).isEqualTo("a".repeat(75) + "=\r\naa");
    }

    @Test
    void cmp9NeverBreaksInsideAnEscape() {
        assertThat(encoded("a".repeat(73) + "éx")).isEqualTo("a".repeat(73) + "=\r\n=C3=A9x");
        assertThat(encoded("a".repeat(72) + "éx")).isEqualTo("a".repeat(72) + "=C3=\r\n=A9x");
    }

    @Test
    void cmp9FillsALineWithAnEscapeThatEndsIt() {
        assertThat(encoded("a".repeat(73) + "=")).isEqualTo("a".repeat(73) + "=3D");
        assertThat(encoded("a".repeat(74) + "=")).isEqualTo("a".repeat(74) + "=\r\n=3D");
    }

    @Test
    void sm3HardensTheStartOfALineThatASoftBreakMade() {
        assertThat(encoded("a".repeat(75) + ".bc")).isEqualTo("a".repeat(75) + "=\r\n=2Ebc");
        assertThat(encoded("a".repeat(75) + "From bc")).isEqualTo("a".repeat(75) + "=\r\n=46rom bc");
    }

    @Test
    void givesUpBehindTheLimit() {
        byte[] text = "a".repeat(20).getBytes(UTF_8);

        assertThat(QuotedPrintable.encode(text, text.length, 20)).isPresent();
        assertThat(QuotedPrintable.encode(text, text.length, 19)).isEmpty();
    }

    @Test
    void encodesOnlyTheOctetsThatBelongToTheText() {
        assertThat(QuotedPrintable.encode("abcdef".getBytes(UTF_8), 3, 100)).hasValue("abc".getBytes(UTF_8));
    }

    @Test
    void cmp9IsReadBackByASecondDecoder() throws Exception {
        Random random = new Random(9);
        String alphabet = "aF. =\tromé漢😀x";
        int[] characters = alphabet.codePoints().toArray();
        for (int run = 0; run < 2000; run++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(300);
            for (int index = 0; index < length; index++) {
                if (random.nextInt(30) == 0) text.append("\r\n");
                text.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            String encoded = encoded(text.toString());

            assertThat(decoded(encoded)).isEqualTo(text.toString());
            assertThat(encoded.lines()).allSatisfy(line -> {
                assertThat(line.length()).isLessThanOrEqualTo(76);
                assertThat(line)
                        .doesNotStartWith("From ")
                        .doesNotStartWith(".")
                        .doesNotEndWith(" ")
                        .doesNotEndWith("\t");
            });
        }
    }

    private static String encoded(String text) {
        byte[] octets = text.getBytes(UTF_8);
        return new String(
                QuotedPrintable.encode(octets, octets.length, Integer.MAX_VALUE).orElseThrow(), UTF_8);
    }

    private static String decoded(String encoded) throws Exception {
        try (var stream = new QuotedPrintableInputStream(
                new java.io.ByteArrayInputStream(encoded.getBytes(UTF_8)), DecodeMonitor.STRICT)) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
