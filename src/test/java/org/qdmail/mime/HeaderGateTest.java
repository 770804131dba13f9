package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.InvalidMessage;

class HeaderGateTest {
    @Test
    void d3LetsTheIntendedFieldsPass() {
        assertThatCode(() -> check("To: a\r\nX-B!~: \tb\r\n c\r\n\td\r\nE:\r\n f\r\n", "To", "X-B!~", "E"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: v\r\nBcc: victim@evil.example\r\n",
                "X: v\r\nY: w\r\n",
                "Y: v\r\n",
                "x: v\r\n",
                "XY: v\r\n",
                "",
            })
    void d3RefusesAnotherFieldList(String block) {
        refused(block, "the header has ", "X");
    }

    @Test
    void d3RefusesFieldsInAnotherOrder() {
        refused("A: 1\r\nB: 2\r\n", "the header has 2 fields where 1 were intended", "A");
        refused("B: 1\r\nA: 2\r\n", "the header has 1 fields where 2 were intended", "A", "B");
        refused("A: 1\r\n", "the header has 1 fields where 2 were intended", "A", "B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: v\r\n\r\nbody\r\n",
                "X: v\r\n \r\n",
                "X: v\r\n\t \r\n",
                " v\r\n",
                "X: v\r\nno field\r\n",
                "X : v\r\n",
                ": v\r\n",
                "X\r\n",
                "X",
                "é: v\r\n",
                "X\u007f: v\r\n",
                "X\u001f: v\r\n",
            })
    void d3RefusesALineThatIsNeitherFieldNorContinuation(String block) {
        refused(block, "is neither a field nor a continuation of one", "X", "Y");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,8", "7,31", "9,127", "10,128", "11,10"})
    void d2RefusesEveryOctetThatIsNotPrintable(int prefix, int octet) {
        byte[] block = ("X: " + "a".repeat(prefix) + "_\r\n").getBytes(UTF_8);
        block[3 + prefix] = (byte) octet;

        assertThatThrownBy(() -> HeaderGate.check(block, block.length, List.of("X"), List.of()))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0304 octet " + octet + " in the header at offset " + (3 + prefix)
                        + "; only TAB and 32 to 126 are allowed");
    }

    @Test
    void d2RefusesACarriageReturnWithoutLineFeed() {
        refused("X: v\rY: w\r\n", "CR without LF at octet 4", "X");
        refused("X: v\r", "CR without LF at octet 4", "X");
        refused("X: v", "CR without LF at octet 4", "X");
    }

    @Test
    void letsRawUtf8PassOnlyInTheFieldThatNeedsIt() {
        assertThatCode(() -> checkUtf8To("To: δ@x\r\nCc: d\r\n")).doesNotThrowAnyException();
        assertThatThrownBy(() -> checkUtf8To("To: \u0000δ\r\nCc: d\r\n"))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageContaining("octet 0 in the header at offset 4");
        assertThatThrownBy(() -> checkUtf8To("To: d\r\nCc: δ\r\n"))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageContaining("octet 206 in the header at offset 11");
    }

    @Test
    void cmp2RefusesALineOver998() {
        assertThatCode(() -> check("X: " + "a".repeat(995) + "\r\n " + "b".repeat(997) + "\r\n", "X"))
                .doesNotThrowAnyException();
        refused("X: " + "a".repeat(996) + "\r\n", "has 999 octets", "X");
        refused("X: a\r\n " + "b".repeat(998) + "\r\n", "has 999 octets", "X");
    }

    @Test
    void refusesAHeaderOver256KiB() {
        HeaderBlock block = new HeaderBlock().freeText("X", "word ".repeat(60_000) + "end");

        assertThatThrownBy(block::toOctets)
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0303 the header has 3");
    }

    @Test
    void letsAHeaderOf256KiBPass() {
        int line = 64;
        HeaderBlock block = new HeaderBlock();
        for (int n = 0; n < HeaderBlock.MAX_OCTETS / line; n++) block.freeText("X", "a".repeat(line - 5));

        assertThat(block.toOctets()).hasSize(HeaderBlock.MAX_OCTETS);
        assertThatThrownBy(() -> block.freeText("Y", "").toOctets())
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0303 the header has 262148 octets; at most 262144 are allowed");
    }

    private static void refused(String block, String text, String... names) {
        assertThatThrownBy(() -> check(block, names))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0304 ")
                .hasMessageContaining(text);
    }

    private static void checkUtf8To(String block) {
        byte[] octets = block.getBytes(UTF_8);
        HeaderGate.check(octets, octets.length, List.of("To", "Cc"), List.of("To"));
    }

    private static void check(String block, String... names) {
        byte[] octets = block.getBytes(UTF_8);
        HeaderGate.check(octets, octets.length, List.of(names), List.of());
    }
}
