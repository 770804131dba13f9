package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Fault;

class AttachmentTest {
    private static final Content CONTENT = Content.of(new byte[] {1}, "image/png");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "見積書 2026年度 第1版 (最終).xlsx",
                "a\"b;c%d'.txt",
                "...",
                ".x",
                "a\u200db",
                "a\u200bb\ufeff",
                "😀"
            })
    void keepsEveryCharacterOfAName(String name) {
        assertThat(Attachment.of(name, CONTENT).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '§',
            value = {
                "§§,is empty",
                ".,is that of a directory",
                "..,is that of a directory",
                "a/b,has a path separator at 1",
                "a\\b,has a path separator at 1",
                "../x,has a path separator at 2",
                "§a\r\nX-Evil: 1.txt§,has a control character at 1",
                "§a\0§,has a control character at 1",
                "§a\t§,has a control character at 1",
                "§a\u0085§,has a control character at 1",
                "§a\u2028§,has a control character at 1",
                "a\u202ex,has a character that turns the direction of writing at 1",
                "a\u2069x,has a character that turns the direction of writing at 1",
                "a\u200ex,has a character that turns the direction of writing at 1",
                "a\u061cx,has a character that turns the direction of writing at 1",
            })
    void d3RefusesNamesThatCouldDoHarm(String name, String reason) {
        assertThat(FaultsOf.refused(() -> Attachment.of(name, CONTENT)))
                .containsExactly(new Fault("MAIL-0242", "name", "the file name " + reason));
    }

    @Test
    void limitsTheLengthOfAName() {
        assertThat(Attachment.of("x".repeat(1_024), CONTENT).name()).hasSize(1_024);
        assertThatThrownBy(() -> Attachment.of("x".repeat(1_025), CONTENT))
                .hasMessage("MAIL-0242 name: the file name has 1025 characters; at most 1024 are allowed");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatThrownBy(() -> Attachment.of("a\ud800", CONTENT)).hasMessageStartingWith("MAIL-0301 name: ");
        assertThatThrownBy(() -> Attachment.of("a", CONTENT).describedAs("\udc00"))
                .hasMessageStartingWith("MAIL-0301 description: ");
    }

    @Test
    void refusesControlsInADescription() {
        assertThat(FaultsOf.refused(() -> Attachment.of("a", CONTENT).describedAs("x\ny")))
                .containsExactly(new Fault(
                        "MAIL-0212",
                        "description",
                        "description has a control character at 1; it is refused, not removed"));
    }

    @Test
    void d3RefusesSuchNamesOfInlinePartsToo() {
        assertThat(FaultsOf.refused(() -> new InlinePart("c", Content.of(Path.of("a\r\nb.exe")))))
                .containsExactly(new Fault("MAIL-0242", "name", "the file name has a control character at 1"));
        assertThat(new InlinePart("c", Content.of(Path.of("a.png"))).content().fileName())
                .contains("a.png");
    }

    @Test
    void describesACopyOnly() {
        Attachment plain = Attachment.of("a", CONTENT);

        assertThat(plain.describedAs("x\ty").description()).contains("x\ty");
        assertThat(plain.description()).isEmpty();
        assertThat(plain.content()).isSameAs(CONTENT);
        assertThat(plain).hasToString("a (image/png)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo", "logo@shop", "a.b@c.d", "LOGO", "1", "a+b=c?d", "!#$%&'*+-/=?^_`{|}~"})
    void takesCidsOfAtoms(String cid) {
        assertThat(new InlinePart(cid, CONTENT).cid()).isEqualTo(cid);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '§',
            value = {
                "a b,1",
                "<a>,0",
                "a>,1",
                "a@b@c,3",
                "@a,0",
                "a@,1",
                ".a,0",
                "a.,1",
                "a..b,2",
                "a.@b,2",
                "a@.b,2",
                "é,0",
                "a\u202e,1",
                "\"a\",0",
                "a:b,1",
                "a\\b,1",
                "§a,b§,1",
                "§a\tb§,1"
            })
    void refusesOtherCids(String cid, int offset) {
        assertThat(FaultsOf.refused(() -> new InlinePart(cid, CONTENT)))
                .containsExactly(new Fault(
                        "MAIL-0230",
                        "cid",
                        "character " + offset + " is not allowed in a cid; letters, digits, dots between them,"
                                + " !#$%&'*+-/=?^_`{|}~ and one @ are (RFC 2392 section 2)"));
    }

    @Test
    void d3RefusesLineEndsInACid() {
        assertThatThrownBy(() -> new InlinePart("a\r\nX-Evil: 1", CONTENT))
                .hasMessage("MAIL-0212 cid: cid has a control character at 1; it is refused, not removed");
    }

    @Test
    void limitsTheLengthOfACid() {
        assertThat(new InlinePart("x".repeat(200), CONTENT).cid()).hasSize(200);
        assertThatThrownBy(() -> new InlinePart("x".repeat(201), CONTENT))
                .hasMessage("MAIL-0230 cid: the cid has 201 characters; 1 to 200 are allowed");
        assertThatThrownBy(() -> new InlinePart("", CONTENT)).hasMessageStartingWith("MAIL-0230 cid: the cid has 0");
    }
}
