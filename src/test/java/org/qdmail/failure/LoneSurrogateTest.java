package org.qdmail.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoneSurrogateTest {
    /** h and l stand for the halves of a pair. */
    @ParameterizedTest
    @CsvSource({
        "'', -1",
        "abc, -1",
        "hl, -1",
        "ahlhlb, -1",
        "h, 0",
        "l, 0",
        "ah, 1",
        "lh, 0",
        "hhl, 0",
        "hll, 2",
        "hlh, 2",
        "hlahb, 3"
    })
    void isFoundWhereItsOtherHalfIsMissing(String shape, int where) {
        String text = shape.replace('h', '\ud83d').replace('l', '\ude00');

        assertThat(FreeText.firstLoneSurrogate(text)).isEqualTo(where);
        assertThat(FreeText.firstNotOfLines(text)).isEqualTo(where);
    }
}
