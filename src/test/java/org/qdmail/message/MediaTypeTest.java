package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Fault;

class MediaTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=utf-8",
                "text/plain;charset=\"UTF-8\"",
                "text/plain ; charset=iso-2022-jp ; format=flowed",
                "text/calendar; method=REQUEST",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "image/svg+xml; x=\"a\\\"b;c\"",
                "message/rfc822",
                "text/x; namespace=y",
            })
    void keepsATypeAsGiven(String type) {
        assertThat(Content.of(new byte[0], type).mediaType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "§§                          | a type is expected at character 0",
                "text                        | '/' is expected at character 4",
                "text/                       | a subtype is expected at character 5",
                "/plain                      | a type is expected at character 0",
                "§ text/plain§               | a type is expected at character 0",
                "text /plain                 | '/' is expected at character 4",
                "text/plain x=1              | ';' is expected at character 11",
                "text/plain;                 | a parameter name is expected at character 11",
                "text/plain; x               | '=' is expected at character 13",
                "text/plain; x=              | a parameter value is expected at character 14",
                "text/plain; x=a b           | ';' is expected at character 16",
                "text/plain; x=\"a           | a quote is not closed",
                "text/plain; x=\"a\\         | a quote is not closed",
                "text/plain; x=\"é\"         | character 15 is not allowed",
                "text/plain; x=é             | a parameter value is expected at character 14",
                "text/plain; é=x             | a parameter name is expected at character 12",
                "text/plain; x=1; X=2        | a parameter stands twice",
                "multipart/mixed             | multiparts are made by the composer",
                "MULTIPART/x                 | multiparts are made by the composer",
                "text/plain; Name=x          | the name belongs to the attachment",
                "text/plain; name*=x         | the name belongs to the attachment",
                "text/plain; name*0=x        | the name belongs to the attachment",
            })
    void refusesOtherForms(String type, String reason) {
        assertThat(FaultsOf.refused(() -> Content.of(new byte[0], type)))
                .containsExactly(new Fault(
                        "MAIL-0243", "type", "not a media type such as text/plain; charset=utf-8: " + reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "text/plain; x;y=1         | '=' is expected at character 13",
                "text/plain; boundary=abc  | the boundary is chosen by the composer",
                "text/plain; BOUNDARY=abc  | the boundary is chosen by the composer",
            })
    void cmp5TakesTokensForParameterNamesAndNoBoundary(String type, String reason) {
        assertThatThrownBy(() -> Content.of(new byte[0], type))
                .hasMessage("MAIL-0243 type: not a media type such as text/plain; charset=utf-8: " + reason);
    }

    @Test
    void d3RefusesLineEndsInAType() {
        assertThatThrownBy(() -> Content.of(new byte[0], "text/plain; name=\"a\r\nX-Evil: 1\""))
                .hasMessage("MAIL-0212 type: media type has a control character at 19; it is refused, not removed");
    }

    @Test
    void refusesATabInAType() {
        assertThatThrownBy(() -> Content.of(new byte[0], "text/plain;\tx=1")).hasMessageStartingWith("MAIL-0243");
        assertThatThrownBy(() -> Content.of(new byte[0], "text/plain; x=\"\t\""))
                .hasMessageStartingWith("MAIL-0243");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "\"a b\"", "utf-8!!", "\"\""})
    void refusesACharacterSetThatNobodyKnows(String charset) {
        assertThatThrownBy(() -> Content.of(new byte[0], "text/plain; charset=" + charset))
                .hasMessage("MAIL-0301 type: the character set of the media type is not known; use utf-8 or another"
                        + " registered name");
    }

    @Test
    void limitsLengths() {
        String longest = "x".repeat(127);

        assertThat(Content.of(new byte[0], longest + '/' + longest).mediaType()).hasSize(255);
        assertThatThrownBy(() -> Content.of(new byte[0], longest + "x/y")).hasMessageContaining("at most 127");
        assertThatThrownBy(() -> Content.of(new byte[0], "y/" + longest + "x")).hasMessageContaining("at most 127");
        assertThat(Content.of(new byte[0], "a/b; c=" + "x".repeat(493)).mediaType())
                .hasSize(500);
        assertThatThrownBy(() -> Content.of(new byte[0], "a/b; c=" + "x".repeat(494)))
                .hasMessageEndingWith("it has 501 characters; at most 500 are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "x.pdf,application/pdf",
        "x.PDF,application/pdf",
        "x.tar.gz,application/gzip",
        "x.csv,text/csv",
        "x.html,text/html",
        "x.htm,text/html",
        "x.txt,text/plain",
        "x.png,image/png",
        "x.jpeg,image/jpeg",
        "x.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "x.zzz,application/octet-stream",
        "x,application/octet-stream",
        "x.,application/octet-stream",
        "pdf.x,application/octet-stream",
    })
    void qd116KnowsTypesByEndings(String name, String type) {
        assertThat(Content.of(java.nio.file.Path.of("/data", name)).mediaType()).isEqualTo(type);
    }

    @Test
    void qd116KeepsTheGivenType() {
        assertThat(Content.of(java.nio.file.Path.of("x.pdf"), "text/csv").mediaType())
                .isEqualTo("text/csv");
    }
}
