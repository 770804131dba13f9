package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qdmail.failure.InvalidMessage;

class CanonicalTextTest {
    @Test
    void sm4TurnsEveryLineEndIntoCrlf() {
        assertThat(octets("a\nb\rc")).isEqualTo("a\r\nb\r\nc\r\n");
        assertThat(octets("a\r\nb\n\rc\r\r\n")).isEqualTo("a\r\nb\r\n\r\nc\r\n\r\n");
    }

    @Test
    void smtp2EndsTheLastLine() {
        assertThat(octets("a")).isEqualTo("a\r\n");
        assertThat(octets("a\n")).isEqualTo("a\r\n");
        assertThat(octets("\n")).isEqualTo("\r\n");
        assertThat(octets("a\r")).isEqualTo("a\r\n");
        assertThat(octets("a\r\n")).isEqualTo("a\r\n");
    }

    @Test
    void sm5KeepsEmptyLinesAtTheEnd() {
        assertThat(octets("a\n\n\n")).isEqualTo("a\r\n\r\n\r\n");
    }

    @Test
    void keepsAnEmptyTextEmpty() {
        assertThat(octets("")).isEmpty();
    }

    @Test
    void smtp2LeavesNoBareLineEndInTheTwelveSequences() {
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
            String canonical = octets("A" + sequence + "B");

            assertThat(canonical.replace("\r\n", ""))
                    .doesNotContain("\r")
                    .doesNotContain("\n")
                    .isEqualTo("A.B");
            assertThat(canonical).contains("\r\n.\r\n");
        }
    }

    @Test
    void encodesEveryCharacterAsTheJdkDoes() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(3);
        for (int index = 0; index < 20_000; index++) {
            int character = 0x20 + random.nextInt(0x10ffff - 0x20);
            if (character < 0xd800 || character > 0xdfff) text.appendCodePoint(character);
        }
        text.append("\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff");

        assertThat(octets(text.toString())).isEqualTo(text + "\r\n");
        assertThat(CanonicalText.of(text.toString(), "text").length())
                .isEqualTo(text.toString().getBytes(UTF_8).length + 2);
    }

    @Test
    void refusesALoneSurrogateWithItsPlace() {
        for (String text : new String[] {"ab\ud800", "ab\ud800c", "ab\udc00\ud800"}) {
            assertThatThrownBy(() -> CanonicalText.of(text, "html"))
                    .isInstanceOfSatisfying(InvalidMessage.class, refusal -> assertThat(refusal.faults())
                            .singleElement()
                            .satisfies(fault -> {
                                assertThat(fault.number()).isEqualTo("MAIL-0301");
                                assertThat(fault.place()).isEqualTo("html");
                                assertThat(fault.text()).contains("character 2");
                            }));
        }
    }

    @Test
    void cmp9LetsOnlyAsciiOfAtMost998OctetsTravelAsItIs() {
        assertThat(travels("plain\ttext ~\n\nof two lines")).isTrue();
        assertThat(travels("a".repeat(998))).isTrue();
        assertThat(travels("a".repeat(999))).isFalse();
        assertThat(travels("a".repeat(999) + "\nb")).isFalse();
        assertThat(travels("é")).isFalse();
        assertThat(travels("a\u0000b")).isFalse();
        assertThat(travels("a\u001fb")).isFalse();
        assertThat(travels("a\u007fb")).isFalse();
        assertThat(travels("a\u000bb")).isFalse();
    }

    @Test
    void sm3LetsNoLineTravelThatAGatewayMightChange() {
        assertThat(travels("x\nFrom here")).isFalse();
        assertThat(travels("From ")).isFalse();
        assertThat(travels("x \ny")).isFalse();
        assertThat(travels("x\t")).isFalse();
        assertThat(travels("x\n.\ny")).isFalse();
        assertThat(travels("From\nfrom here\n>From x\nFrom:\n..\n.x\nx.")).isTrue();
    }

    @Test
    void knowsWhetherItIsAscii() {
        assertThat(CanonicalText.of("a\u0000\u007f", "text").isAscii()).isTrue();
        assertThat(CanonicalText.of("a\u0080", "text").isAscii()).isFalse();
    }

    @Test
    void estimatesTheQuotedLengthFromItsEscapes() {
        assertThat(CanonicalText.of("ab", "text").leastQuotedLength()).isEqualTo(4);
        assertThat(CanonicalText.of("=\u0001\u007f", "text").leastQuotedLength())
                .isEqualTo(5 + 6);
        assertThat(CanonicalText.of("é", "text").leastQuotedLength()).isEqualTo(4 + 4);
        assertThat(CanonicalText.of("漢", "text").leastQuotedLength()).isEqualTo(5 + 6);
        assertThat(CanonicalText.of("😀", "text").leastQuotedLength()).isEqualTo(6 + 8);
    }

    @Test
    void growsForTextThatIsLongerThanItsLetters() {
        assertThat(octets("漢".repeat(5000)).equals("漢".repeat(5000) + "\r\n")).isTrue();
        assertThat(octets("😀".repeat(5000)).equals("😀".repeat(5000) + "\r\n")).isTrue();
        assertThat(octets("\n".repeat(5000)).equals("\r\n".repeat(5000))).isTrue();
        assertThat(octets("é\r".repeat(5000)).equals("é\r\n".repeat(5000))).isTrue();
    }

    private static boolean travels(String text) {
        return CanonicalText.of(text, "text").travelsAsItIs();
    }

    private static String octets(String text) {
        CanonicalText canonical = CanonicalText.of(text, "text");
        return new String(canonical.octets(), 0, canonical.length(), UTF_8);
    }
}
