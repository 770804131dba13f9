package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.mime.HeaderFields.lines;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;

class ParametersTest {
    private static final String LONG_NAME = "日本語の添付ファイル名でとても長いものをつけてみるテスト資料2008年9月版.pdf";
    private static final String REPORTED_NAME = "見積書 2026年度 第1版 (最終).xlsx";

    @Test
    void cmp4EncodesAJapaneseFileNameByRfc2231() {
        assertThat(lines(disposition("日本語.pdf")))
                .containsExactly(
                        "Content-Disposition: attachment;", " filename*=UTF-8''%E6%97%A5%E6%9C%AC%E8%AA%9E.pdf");
    }

    @Test
    void v10SplitsALongFileNameIntoContinuations() {
        List<String> lines = lines(disposition(LONG_NAME));

        assertThat(lines).extracting(String::length).containsExactly(32, 75, 68, 68, 68, 72, 45);
        assertThat(lines.get(1))
                .isEqualTo(" filename*0*=UTF-8''%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%81%AE%E6%B7%BB%E4%BB%98;");
        assertThat(lines.get(6)).isEqualTo(" filename*5*=%E5%B9%B49%E6%9C%88%E7%89%88.pdf");
    }

    @Test
    void v10EncodesALongNameInWordsInsideQuotes() {
        assertThat(lines(type(LONG_NAME)))
                .containsExactly(
                        "Content-Type: application/pdf;",
                        " name=\"=?UTF-8?B?5pel5pys6Kqe44Gu5re75LuY44OV44Kh44Kk44Or5ZCN44Gn44Go44Gm?=",
                        " =?UTF-8?B?44KC6ZW344GE44KC44Gu44KS44Gk44GR44Gm44G/44KL44OG44K544OI6LOH?=",
                        " =?UTF-8?B?5paZMjAwOOW5tDnmnIjniYgucGRm?=\"");
    }

    @Test
    void d14SplitsAFileNameOf200Kanji() throws Exception {
        String name = "漢".repeat(200) + ".txt";
        List<String> lines = lines(disposition(name));

        assertThat(lines).hasSize(35);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        assertThat(new ContentDisposition(HeaderFields.value(disposition(name))).getParameter("filename"))
                .isEqualTo(name);
        assertThat(lines(type(name)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
    }

    @Test
    void cmp4LeavesAParameterThatIsEncodedAlready() {
        for (int letters : new int[] {1, 8, 40}) {
            String title = "title*=UTF-8''" + "%E3%81%82".repeat(letters);
            String wire = Composing.wire(Composing.message()
                    .text("x")
                    .attach(Attachment.of("f.txt", Content.of(new byte[1], "text/x; a=b; " + title))));

            assertThat(wire).contains("Content-Type: text/x; a=b;", title + ";");
        }
    }

    @Test
    void cmp4SplitsNeitherACharacterNorAnEscape() throws Exception {
        for (int n = 0; n < 40; n++) {
            String name = "x".repeat(n) + "é漢😀".repeat(12) + ".txt";

            assertThat(lines(disposition(name)).stream().skip(1)).allSatisfy(line -> {
                String value =
                        line.substring(line.indexOf('=') + 1).replace(";", "").replace("UTF-8''", "");
                String decoded =
                        java.net.URLDecoder.decode(value.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(name).contains(decoded);
                assertThat(line.length()).isLessThanOrEqualTo(76);
            });
            assertThat(new ContentDisposition(HeaderFields.value(disposition(name))).getParameter("filename"))
                    .isEqualTo(name);
        }
    }

    @Test
    void c09KeepsAReportedFileNameInBothForms() throws Exception {
        assertThat(new ContentDisposition(HeaderFields.value(disposition(REPORTED_NAME))).getParameter("filename"))
                .isEqualTo(REPORTED_NAME);
        assertThat(encodedName(type(REPORTED_NAME))).isEqualTo(REPORTED_NAME);
    }

    @Test
    void v11EscapesEveryOctetOfOtherCharacters() {
        assertThat(disposition("ソ連表示能力.txt"))
                .contains("filename*=UTF-8''%E3%82%BD%E9%80%A3%E8%A1%A8%E7%A4%BA%E8%83%BD%E5%8A%9B.txt\r\n");
        assertThat(disposition("～①.txt")).contains("filename*=UTF-8''%EF%BD%9E%E2%91%A0.txt\r\n");
    }

    @Test
    void cmp4EscapesWhatIsNoAttributeCharacter() {
        assertThat(disposition("é!#$&+-.^_`{|}~ ()<>@,;:[]?='*%\"az09AZ.x"))
                .isEqualTo("Content-Disposition: attachment;\r\n"
                        + " filename*0*=UTF-8''%C3%A9!#$&+-.^_`{|}~%20%28%29%3C%3E%40%2C%3B%3A%5B%5D;\r\n"
                        + " filename*1*=%3F%3D%27%2A%25%22az09AZ.x\r\n");
    }

    @Test
    void cmp4WritesQuotedPairs() {
        assertThat(disposition("a\"b;c.txt"))
                .isEqualTo("Content-Disposition: attachment; filename=\"a\\\"b;c.txt\"\r\n");
        assertThat(type("a\"b\\c.txt")).isEqualTo("Content-Type: application/pdf; name=\"a\\\"b\\\\c.txt\"\r\n");
    }

    @Test
    void cmp4QuotesAsciiNamesInBothFields() {
        assertThat(disposition("invoice-42.pdf"))
                .isEqualTo("Content-Disposition: attachment; filename=\"invoice-42.pdf\"\r\n");
        assertThat(type("invoice-42.pdf")).isEqualTo("Content-Type: application/pdf; name=\"invoice-42.pdf\"\r\n");
    }

    @Test
    void cmp4FoldsBeforeANameThatFillsItsLine() {
        String name = "n".repeat(64);

        assertThat(lines(disposition(name)))
                .containsExactly("Content-Disposition: attachment;", " filename=\"" + name + '"');
    }

    @Test
    void cmp4SplitsAnAsciiNameThatFitsOnNoLine() throws Exception {
        String name = "n".repeat(65);

        assertThat(lines(disposition(name)))
                .containsExactly(
                        "Content-Disposition: attachment;",
                        " filename*0*=UTF-8''" + "n".repeat(55) + ';',
                        " filename*1*=" + "n".repeat(10));
        assertThat(encodedName(type("n".repeat(90)))).isEqualTo("n".repeat(90));
    }

    @Test
    void cmp4EncodesANameThatLooksEncoded() throws Exception {
        String name = "=?utf-8?q?=0D=0A?=.txt";

        assertThat(disposition(name)).contains("filename*=UTF-8''%3D%3Futf-8%3Fq%3F%3D0D%3D0A%3F%3D.txt");
        assertThat(type(name)).doesNotContain("=?utf-8?q?");
        assertThat(encodedName(type(name))).isEqualTo(name);
    }

    @Test
    void cmp4LeavesRoomBehindTheLastWordOfAName() {
        for (int n = 1; n < 60; n++) {
            assertThat(lines(type("é".repeat(n) + ".txt")))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        }
    }

    @Test
    void cmp5WritesTokensPlainAndOtherValuesQuoted() {
        assertThat(field(new Parameters()
                        .add("charset", "utf-8")
                        .add("method", "RE QUEST")
                        .add("x", "")))
                .isEqualTo("Content-Type: text/calendar; charset=utf-8; method=\"RE QUEST\"; x=\"\"\r\n");
        assertThat(field(new Parameters().add("boundary", "=_a")))
                .isEqualTo("Content-Type: text/calendar; boundary=\"=_a\"\r\n");
        assertThat(field(new Parameters().add("t", "!#$%&'*+-.^_`{|}~09azAZ")))
                .endsWith("; t=!#$%&'*+-.^_`{|}~09azAZ\r\n");
    }

    @Test
    void cmp5EncodesAValueThatIsNotAscii() throws Exception {
        String field = field(new Parameters().add("title", "漢字"));

        assertThat(field).isEqualTo("Content-Type: text/calendar; title*=UTF-8''%E6%BC%A2%E5%AD%97\r\n");
    }

    @Test
    void cmp5SplitsAValueThatFitsOnNoLine() throws Exception {
        String value = "v".repeat(200);
        String field = field(new Parameters().add("title", value).add("b", "c"));

        assertThat(lines(field)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        ParameterList list = new ParameterList(HeaderFields.value(field).substring("text/calendar".length()));
        assertThat(list.get("title")).isEqualTo(value);
        assertThat(list.get("b")).isEqualTo("c");
    }

    @Test
    void cmp5PassesNoControlThroughAParameter() {
        assertThat(field(new Parameters().add("title", "a\r\nX-Evil: 1"))).contains("a%0D%0AX-Evil%3A%201");
    }

    @Test
    void writesAFieldWithoutParameters() {
        assertThat(field(new Parameters())).isEqualTo("Content-Type: text/calendar\r\n");
    }

    @Test
    void cmp5LeavesRoomForTheSemicolonBehindAParameter() {
        assertThat(lines(field(new Parameters().add("title", "v".repeat(68)).add("b", "c"))))
                .containsExactly("Content-Type: text/calendar;", " title=" + "v".repeat(68) + ";", " b=c");
        assertThat(lines(field(new Parameters().add("title", "v".repeat(69)).add("b", "c")))
                        .get(1))
                .isEqualTo(" title*0*=UTF-8''" + "v".repeat(58) + ";");
    }

    @Test
    void cmp4FillsTheSegmentsOfANameUpTo76() {
        assertThat(lines(disposition("n".repeat(118))))
                .extracting(String::length)
                .containsExactly(32, 76, 76);
        assertThat(lines(disposition("n".repeat(119))))
                .extracting(String::length)
                .containsExactly(32, 76, 76, 15);
    }

    @Test
    void cmp4WritesANameBehindOtherParameters() {
        assertThat(field(new Parameters().add("a", "b").addFileName("filename", "c")))
                .endsWith("; a=b; filename=\"c\"\r\n");
        assertThat(field(new Parameters().add("a", "b").addEncodedName("name", "c")))
                .endsWith("; a=b; name=\"c\"\r\n");
    }

    @Test
    void cmp4TakesOneFormWithoutContinuationWhereItFillsTheLine() {
        assertThat(lines(disposition("é" + "n".repeat(52))))
                .containsExactly("Content-Disposition: attachment;", " filename*=UTF-8''%C3%A9" + "n".repeat(52));
        assertThat(lines(disposition("é" + "n".repeat(53)))).hasSize(3);
    }

    private static String field(Parameters parameters) {
        return HeaderFields.written(new HeaderBlock().parameters("Content-Type", "text/calendar", parameters));
    }

    private static String disposition(String name) {
        return HeaderFields.written(new HeaderBlock()
                .parameters("Content-Disposition", "attachment", new Parameters().addFileName("filename", name)));
    }

    private static String type(String name) {
        return HeaderFields.written(new HeaderBlock()
                .parameters("Content-Type", "application/pdf", new Parameters().addEncodedName("name", name)));
    }

    private static String encodedName(String field) throws Exception {
        String quoted = new ParameterList(HeaderFields.value(field).substring("application/pdf".length())).get("name");
        return MimeUtility.decodeText(quoted);
    }
}
