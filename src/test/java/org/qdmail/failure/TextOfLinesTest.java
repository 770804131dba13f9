package org.qdmail.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextOfLinesTest {
    @Test
    void holdsEveryCharacterButTheseControlsAndHalvesOfPairs() {
        String taken = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(character -> FreeText.firstNotOfLines("a\r\n" + utf16(character) + "b") < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        String expected = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(character -> character >= ' ' || "\t\n\r".indexOf(character) >= 0)
                .filter(character -> character != 0x7f)
                .filter(character -> character < 0xd800 || character > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(taken).isEqualTo(expected);
    }

    @Test
    void tellsTheFirstOfSeveral() {
        assertThat(FreeText.firstNotOfLines("\t注文\ud83d\ude00\u0000\ud83d")).isEqualTo(5);
        assertThat(FreeText.firstNotOfLines("\t注文\ud83d\ud83d\ude00\u0000")).isEqualTo(3);
    }

    private static String utf16(int character) {
        return new String(Character.toChars(character));
    }
}
