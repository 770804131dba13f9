package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.mime.HeaderFields.decoded;
import static org.qdmail.mime.HeaderFields.decodedWord;
import static org.qdmail.mime.HeaderFields.freeText;
import static org.qdmail.mime.HeaderFields.lines;

import org.apache.james.mime4j.codec.DecoderUtil;
import org.junit.jupiter.api.Test;
import org.qdmail.failure.InvalidMessage;

class FreeTextTest {
    private static final String LONG = "ASCII subject that is rather long so that it will need to be folded"
            + " somewhere around seventy five characters";

    @Test
    void cmp2WritesShortAsciiAsItIs() {
        assertThat(freeText("Subject", "Order 42")).isEqualTo("Subject: Order 42\r\n");
    }

    @Test
    void cmp2FoldsAsciiAtABlankBefore76() {
        assertThat(lines(freeText("Subject", LONG)))
                .containsExactly(
                        "Subject: ASCII subject that is rather long so that it will need to be folded",
                        " somewhere around seventy five characters");
    }

    @Test
    void cmp2FillsALineUpTo76() {
        assertThat(freeText("X", "a".repeat(36) + ' ' + "b".repeat(36)))
                .isEqualTo("X: " + "a".repeat(36) + ' ' + "b".repeat(36) + "\r\n");
        assertThat(freeText("X", "a".repeat(36) + ' ' + "b".repeat(37)))
                .isEqualTo("X: " + "a".repeat(36) + "\r\n " + "b".repeat(37) + "\r\n");
    }

    @Test
    void cmp2KeepsRunsOfBlanksAndNeverWritesALineOfBlanksOnly() {
        String text = "a" + " ".repeat(90) + "b  c";

        String field = freeText("Subject", text);

        assertThat(field).isEqualTo("Subject: a\r\n" + " ".repeat(90) + "b\r\n  c\r\n");
        assertThat(HeaderFields.value(field)).isEqualTo(text);
    }

    @Test
    void cmp2LetsATokenOf997Stay() {
        assertThat(lines(freeText("Subject", "y".repeat(997)))).containsExactly("Subject:", " " + "y".repeat(997));
        assertThat(lines(freeText("Subject", "y".repeat(989)))).containsExactly("Subject: " + "y".repeat(989));
    }

    @Test
    void cmp2EncodesTextWithALongerToken() throws Exception {
        for (String text : new String[] {"y".repeat(998), "a " + "y".repeat(3000), "a" + " ".repeat(998) + "b"}) {
            String field = freeText("X-Long", text);

            assertThat(lines(field))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
            assertThat(decoded(field)).isEqualTo(text);
        }
    }

    @Test
    void d14KeepsAHeaderOf3000CharactersBelow998() throws Exception {
        String field = freeText("X-Long", "y".repeat(3000));

        assertThat(lines(field)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        assertThat(decoded(field)).isEqualTo("y".repeat(3000));
    }

    @Test
    void cmp3EncodesJapaneseInBWithUtf8() {
        assertThat(freeText("Subject", "件名")).isEqualTo("Subject: =?UTF-8?B?5Lu25ZCN?=\r\n");
    }

    @Test
    void cmp3SplitsTwelveEmojiIntoNineAndThree() {
        assertThat(words(freeText("Subject", "😀".repeat(12))))
                .extracting(HeaderFields::decodedWord)
                .containsExactly("😀".repeat(9), "😀".repeat(3));
    }

    @Test
    void cmp3FillsTheWordsOfFortyEmoji() {
        assertThat(words(freeText("Subject", "😀".repeat(40))))
                .extracting(String::length)
                .containsExactly(60, 72, 72, 60);
    }

    @Test
    void cmp3NeverPartsACharacterFromItsVariationSelector() {
        for (int n = 0; n < 40; n++) {
            assertThat(words(freeText("Subject", "x".repeat(n) + "☎\ufe0e葛\udb40\udd00☎\ufe0f".repeat(9))))
                    .allSatisfy(
                            word -> assertThat(decodedWord(word).codePointAt(0)).isNotIn(0xfe0e, 0xfe0f, 0xe0100));
        }
    }

    @Test
    void cmp3PartsThemNeitherOnAShortFirstLine() {
        String pair = "𠮷\udb40\udd00";
        for (int n = 40; n <= 60; n++) {
            String field = freeText("X-" + "n".repeat(n), pair + pair);
            String value =
                    field.substring(field.indexOf(':') + 1).replace("\r\n", "").strip();
            assertThat(value.split(" "))
                    .allSatisfy(word ->
                            assertThat(decodedWord(word)).startsWith("𠮷").endsWith("\udb40\udd00"));
        }
    }

    @Test
    void cmp3SplitsARunOfVariationSelectorsRatherThanTheLimit() throws Exception {
        String text = "x" + "\ufe0f".repeat(60);
        String field = freeText("Subject", text);

        assertThat(lines(field)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        assertThat(decoded(field)).isEqualTo(text);
    }

    @Test
    void cmp3EncodesTextThatLooksEncoded() throws Exception {
        for (String text : new String[] {"=?x?", "a =?utf-8?q?=0D=0A?= b", "x=?"}) {
            String field = freeText("Subject", text);

            assertThat(field).startsWith("Subject: =?UTF-8?B?");
            assertThat(decoded(field)).isEqualTo(text);
        }
    }

    @Test
    void cmp3KeepsOuterBlanksAndTabsByEncoding() throws Exception {
        for (String text : new String[] {" a", "a ", "a\tb", " ", "\t"}) {
            String field = freeText("Subject", text);

            assertThat(field).startsWith("Subject: =?UTF-8?B?");
            assertThat(decoded(field)).isEqualTo(text);
        }
    }

    @Test
    void cmp3EncodesTheControlDelete() {
        assertThat(freeText("Subject", "a\u007f")).isEqualTo("Subject: =?UTF-8?B?YX8=?=\r\n");
    }

    @Test
    void cmp3StartsOnANewLineBehindALongFieldName() {
        String name = "X-" + "n".repeat(60);

        assertThat(lines(freeText(name, "漢"))).containsExactly(name + ":", " =?UTF-8?B?5ryi?=");
        assertThat(lines(freeText("X-" + "n".repeat(52), "漢")))
                .containsExactly("X-" + "n".repeat(52) + ": =?UTF-8?B?5ryi?=");
        assertThat(lines(freeText("X-" + "n".repeat(53), "漢"))).hasSize(2);
    }

    @Test
    void c01CutsNoCharacterAndNoLimitAtAnyOffset() throws Exception {
        for (int n = 0; n <= 90; n++) {
            String text = "x".repeat(n) + "é漢😀" + "y".repeat(20);
            String field = freeText("Subject", text);
            StringBuilder joined = new StringBuilder();
            for (String word : words(field)) {
                assertThat(word.length()).isLessThanOrEqualTo(75);
                String alone = decodedWord(word);
                assertThat(alone).doesNotContain("\ufffd");
                joined.append(alone);
            }

            assertThat(joined.toString()).isEqualTo(text);
            assertThat(lines(field))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
            assertThat(DecoderUtil.decodeEncodedWords(
                            HeaderFields.value(field), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    @Test
    void refusesALoneSurrogateNamingTheField() {
        assertThatThrownBy(() -> freeText("Subject", "ab\ud800c"))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage(
                        "MAIL-0301 Subject: half of a surrogate pair at character 2; no character set represents it");
    }

    @Test
    void cmp2FoldsStructuredValuesAtTheirBlanks() {
        String field = HeaderFields.written(new HeaderBlock()
                .structured("List-Help", "<https://a.example/" + "x".repeat(50) + ">, <mailto:a@b.example>"));

        assertThat(lines(field))
                .containsExactly("List-Help: <https://a.example/" + "x".repeat(50) + ">,", " <mailto:a@b.example>");
    }

    @Test
    void cmp2RefusesAStructuredTokenThatFitsOnNoLine() {
        assertThatThrownBy(() -> new HeaderBlock()
                        .structured("List-Unsubscribe", "<https://a.example/" + "u".repeat(2000) + '>')
                        .toOctets())
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0302 List-Unsubscribe: a line of 2021 octets has no blank to fold at");
    }

    @Test
    void cmp2LetsAStructuredTokenOf997StandOnItsOwnLine() {
        assertThat(lines(HeaderFields.written(new HeaderBlock().structured("List-Id", "a " + "u".repeat(997)))))
                .containsExactly("List-Id: a", " " + "u".repeat(997));
        assertThatThrownBy(() -> new HeaderBlock()
                        .structured("List-Id", "a " + "u".repeat(998))
                        .toOctets())
                .isInstanceOf(InvalidMessage.class)
                .hasMessageContaining("999");
    }

    @Test
    void refusesAStructuredValueThatIsNotAscii() {
        assertThatThrownBy(() -> new HeaderBlock()
                        .structured("List-Id", "Läden <a.example>")
                        .toOctets())
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0301 List-Id: character 1 is not ASCII");
    }

    @Test
    void reportsTheFaultsOfAllFieldsAtOnce() {
        HeaderBlock block = new HeaderBlock()
                .structured("List-Id", "ä")
                .freeText("Subject", "\ud800")
                .structured("List-Help", "u".repeat(1200));

        assertThatThrownBy(block::toOctets)
                .isInstanceOfSatisfying(InvalidMessage.class, refusal -> assertThat(refusal.faults())
                        .extracting(fault -> fault.number() + ' ' + fault.place())
                        .containsExactly("MAIL-0301 List-Id", "MAIL-0301 Subject", "MAIL-0302 List-Help"));
    }

    @Test
    void cmp2KeepsEveryPrintableCharacterOfAscii() {
        assertThat(freeText("X", "~ !")).isEqualTo("X: ~ !\r\n");
        assertThat(HeaderFields.written(new HeaderBlock().structured("List-Id", "<~>")))
                .isEqualTo("List-Id: <~>\r\n");
    }

    @Test
    void cmp2WritesAnEmptyValue() {
        assertThat(freeText("X", "")).isEqualTo("X:\r\n");
    }

    @Test
    void cmp2CountsTheBlanksInFrontOfAToken() {
        assertThat(freeText("X", "a " + "y".repeat(997))).startsWith("X: a\r\n yyy");
        assertThat(freeText("X", "a  " + "y".repeat(997))).startsWith("X: =?UTF-8?B?");
        assertThat(freeText("X", "a  " + "y".repeat(996))).startsWith("X: a\r\n  yyy");
    }

    @Test
    void cmp3FillsEveryWordWithAsManyCharactersAsFit() {
        for (int[] character : new int[][] {
            {0x7f, 1},
            {0x80, 2},
            {0x7ff, 2},
            {0x800, 3},
            {0xd7ff, 3},
            {0xe000, 3},
            {0xffff, 3},
            {0x10000, 4},
            {0x10ffff, 4}
        }) {
            String text = Character.toString(character[0]).repeat(100);

            assertThat(decodedWord(EncodedWords.split(text, 75).get(0))
                            .codePoints()
                            .count())
                    .isEqualTo(45 / character[1]);
            assertThat(decodedWord(EncodedWords.split(text, 20).get(0))
                            .codePoints()
                            .count())
                    .isEqualTo(6 / character[1]);
            assertThat(EncodedWords.split(text, 1000).get(0).length()).isLessThanOrEqualTo(75);
        }
    }

    @Test
    void cmp3KnowsEveryVariationSelector() {
        for (int selector : new int[] {0xfe00, 0xfe0f, 0xe0100, 0xe01ef}) {
            String pair = "x".repeat(45 - 1) + "a" + Character.toString(selector);
            assertThat(decodedWord(EncodedWords.split(pair, 75).get(0))).isEqualTo("x".repeat(44));
        }
        for (int other : new int[] {0xfdff, 0xfe10, 0xe00ff, 0xe01f0}) {
            String pair = "x".repeat(45 - 1) + "a" + Character.toString(other);
            assertThat(decodedWord(EncodedWords.split(pair, 75).get(0))).isEqualTo("x".repeat(44) + "a");
        }
    }

    private static String[] words(String field) {
        return HeaderFields.value(field).split(" ");
    }
}
