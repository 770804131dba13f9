package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
    @Test
    void smtp3ReadsOneLine() throws Exception {
        SmtpReply reply = parse("250 ok\r\n");

        assertThat(reply.code()).isEqualTo(250);
        assertThat(reply.lines()).containsExactly("ok");
    }

    @Test
    void smtp3ReadsLinesOfOneCode() throws Exception {
        assertThat(parse("250-a\r\n250-\r\n250 c d\r\n").lines()).containsExactly("a", "", "c d");
    }

    @Test
    void smtp3TakesABareCode() throws Exception {
        assertThat(parse("250\r\n").lines()).containsExactly("");
    }

    /** What came before is kept to be told again, but in fewer places than there are replies here. */
    @Test
    void smtp3TellsEachReplyAsItCame() throws Exception {
        ReplyParser parser = new ReplyParser();
        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < 200; number++) {
                byte[] octets = octets("250 2.0.0 ok " + number + "\r\n");
                parser.begin(ReplyParser.LINE_OCTETS);
                parser.accept(octets, 0, octets.length);

                assertThat(parser.reply().lines()).containsExactly("2.0.0 ok " + number);
            }
        }
    }

    @Test
    void smtp3LeavesWhatComesBehindTheReply() throws Exception {
        byte[] octets = octets("250 a\r\n250 b\r\n");
        ReplyParser parser = new ReplyParser();

        assertThat(parser.accept(octets, 0, octets.length)).isEqualTo(7);
    }

    @Test
    void smtp3ReadsReplyThatComesOctetByOctet() throws Exception {
        byte[] octets = octets("250-a\r\n250 b\r\n");
        ReplyParser parser = new ReplyParser();
        for (int at = 0; at < octets.length; at++) parser.accept(octets, at, at + 1);

        assertThat(parser.reply().lines()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250-a\\r\\n550 b\\r\\n | a reply whose lines differ in code",
                "2200 x\\r\\n          | neither blank nor hyphen behind a reply code",
                "25\\r\\n              | a line without a reply code",
                "+50 x\\r\\n           | a line without a reply code",
                "2x0 x\\r\\n           | a line without a reply code",
                "HTTP/1.1 400\\r\\n    | a line without a reply code",
                "\\r\\n                | a line without a reply code",
                "150 x\\r\\n           | the reply code 150",
                "199 x\\r\\n           | the reply code 199",
                "600 x\\r\\n           | the reply code 600",
                "250 ok\\n             | LF without CR in a reply",
                "250 o\\rk\\r\\n       | CR without LF in a reply",
                "250 ok\\r\\r\\n       | CR without LF in a reply",
            })
    void smtp3RefusesWhatIsNoReply(String octets, String found) {
        String wire = octets.strip().replace("\\r", "\r").replace("\\n", "\n");

        assertThatThrownBy(() -> parse(wire))
                .isInstanceOf(ReplyParser.Broken.class)
                .hasMessage(found);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 299, 354, 599})
    void smtp3TakesEachCodeOfItsRange(int code) throws Exception {
        assertThat(parse(code + " x\r\n").code()).isEqualTo(code);
    }

    @Test
    void smtp1TakesALineOf2048Octets() throws Exception {
        assertThat(parse("250 " + "x".repeat(2042) + "\r\n").lines().get(0)).hasSize(2042);
    }

    @Test
    void smtp1RefusesALineOf2049Octets() {
        assertThatThrownBy(() -> parse("250 " + "x".repeat(2043) + "\r\n")).hasMessage("a reply line over 2048 octets");
    }

    @Test
    void smtp1Takes100Lines() throws Exception {
        assertThat(parse("250-x\r\n".repeat(99) + "250 x\r\n").lines()).hasSize(100);
    }

    @Test
    void smtp1Refuses101Lines() {
        assertThatThrownBy(() -> parse("250-x\r\n".repeat(100) + "250 x\r\n")).hasMessage("a reply over 100 lines");
    }

    @Test
    void smtp1Takes64Kibibytes() throws Exception {
        String lines = ("250-" + "x".repeat(2042) + "\r\n").repeat(31) + "250 " + "x".repeat(2042) + "\r\n";

        assertThat(lines).hasSize(64 * 1024);
        assertThat(parse(lines).lines()).hasSize(32);
    }

    @Test
    void smtp1RefusesMoreThan64Kibibytes() {
        assertThatThrownBy(() -> parse(("250-" + "x".repeat(1990) + "\r\n").repeat(40)))
                .hasMessage("a reply over 65536 octets");
    }

    @Test
    void hasNoReplyBeforeItIsComplete() throws Exception {
        byte[] octets = octets("250-a\r\n250 b\r");
        ReplyParser parser = new ReplyParser();
        parser.accept(octets, 0, octets.length);

        assertThat(parser.isComplete()).isFalse();
        assertThatThrownBy(parser::reply).isInstanceOf(IllegalStateException.class);
    }

    private static SmtpReply parse(String wire) throws ReplyParser.Broken {
        byte[] octets = octets(wire);
        ReplyParser parser = new ReplyParser();
        parser.accept(octets, 0, octets.length);
        assertThat(parser.isComplete()).isTrue();
        return parser.reply();
    }

    private static byte[] octets(String wire) {
        return wire.getBytes(StandardCharsets.UTF_8);
    }
}
