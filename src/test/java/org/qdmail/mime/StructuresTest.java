package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.mime.Composing.message;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** The twelve structures of CMP-8, octet by octet, and what two other parsers read in them. */
class StructuresTest {
    private static final String HTML = "<p>Dear customer</p><p>héllo <b>漢字</b></p>";
    private static final String HTML_WITH_IMAGE = "<p>Dear customer <img src='cid:logo' alt='Shop'></p>";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0};
    private static final String EVENT = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

    @Test
    void cmp8TextAlone() {
        golden(message().subject("Order 42").text("Thank you for your order.\n\nYour shop\n"), "text")
                .hasStructure("text/plain")
                .hasText("Thank you for your order.\r\n\r\nYour shop\r\n");
    }

    @Test
    void cmp8JapaneseText() {
        golden(message().subject("件名テスト").text("本文です。\n二行目\n"), "text-japanese")
                .hasSubject("件名テスト")
                .hasStructure("text/plain")
                .hasText("本文です。\r\n二行目\r\n");
    }

    @Test
    void cmp8HtmlWithDerivedText() {
        golden(message().subject("Hello").html(HTML), "html-derived-text")
                .hasStructure("multipart/alternative(text/plain text/html)")
                .hasText("Dear customer\r\nhéllo 漢字\r\n")
                .hasHtml(HTML + "\r\n");
    }

    @Test
    void cmp8HtmlAlone() {
        golden(message().subject("Hello").html("<p>Hello</p>").plainTextOff(), "html")
                .hasStructure("text/html")
                .hasHtml("<p>Hello</p>\r\n");
    }

    @Test
    void cmp8CalendarBetweenTextAndHtml() {
        Content event = Content.of(EVENT.getBytes(UTF_8), "text/calendar; method=REQUEST; charset=utf-8");

        golden(message().subject("Meeting").text("At ten").html("<p>At ten</p>").alternative(event), "calendar")
                .hasStructure("multipart/alternative(text/plain text/calendar text/html)")
                .hasText("At ten\r\n")
                .hasHtml("<p>At ten</p>\r\n");
    }

    @Test
    void cmp8HtmlWithInlineImage() {
        golden(message().subject("Logo").html(HTML_WITH_IMAGE).inline("logo", Content.of(PNG, "image/png")), "related")
                .hasStructure("multipart/alternative(text/plain multipart/related(text/html image/png))")
                .hasText("Dear customer Shop\r\n")
                .hasHtml(HTML_WITH_IMAGE + "\r\n");
    }

    @Test
    void cmp8TextWithFile() {
        golden(
                        message()
                                .subject("Invoice")
                                .text("See the file.")
                                .attach("請求書.pdf", "%PDF-1.7\n".getBytes(UTF_8), "application/pdf"),
                        "mixed")
                .hasStructure("multipart/mixed(text/plain application/pdf)")
                .hasText("See the file.\r\n")
                .hasFile("請求書.pdf", "%PDF-1.7\n".getBytes(UTF_8));
    }

    @Test
    void cmp8HtmlWithInlineImageAndFileWithoutText() {
        golden(
                        message()
                                .subject("Rows")
                                .html(HTML_WITH_IMAGE)
                                .plainTextOff()
                                .inline("logo", Content.of(PNG, "image/png"))
                                .attach("rows.csv", "a,b\n1,2\n".getBytes(UTF_8), "text/csv; charset=utf-8"),
                        "html-file")
                .hasStructure("multipart/mixed(multipart/related(text/html image/png) text/csv)")
                .hasHtml(HTML_WITH_IMAGE + "\r\n")
                .hasFile("rows.csv", "a,b\n1,2\n".getBytes(UTF_8));
    }

    @Test
    void cmp8AttachedMessage() {
        byte[] forwarded = "From: carol@example.org\nSubject: Hello\n\n.dot \nFrom here\n".getBytes(UTF_8);

        golden(
                        message()
                                .subject("Fwd: Hello")
                                .text("For you")
                                .attach("hello.eml", forwarded, "message/rfc822"),
                        "attached-message")
                .hasStructure("multipart/mixed(text/plain message/rfc822)")
                .hasText("For you\r\n");
    }

    @Test
    void cmp8EmptyText() {
        golden(message().subject("Nothing").text(""), "empty-text")
                .hasStructure("text/plain")
                .hasText("");
    }

    @Test
    void cmp8FileOfNoOctets() {
        golden(
                        message()
                                .subject("Empty")
                                .text("")
                                .attach("empty.bin", new byte[0], "application/octet-stream"),
                        "empty-file")
                .hasStructure("multipart/mixed(text/plain application/octet-stream)")
                .hasText("")
                .hasFile("empty.bin", new byte[0]);
    }

    @Test
    void cmp8Everything() {
        MailMessage.Builder message = MailMessage.to("\"山田, 太郎\" <taro@example.jp>", "\"Smith, J\" <j@example.net>")
                .cc("sales@example.com")
                .bcc("secret@example.com")
                .from("Shop <shop@example.com>")
                .replyTo("orders@example.com")
                .subject("Invoice 42")
                .text("Dear customer")
                .html(HTML_WITH_IMAGE)
                .alternative(Content.of(EVENT.getBytes(UTF_8), "text/calendar; method=REQUEST"))
                .inline("logo", Content.of(PNG, "image/png"))
                .attach(Attachment.of("scan 7.tiff", Content.of(PNG, "image/tiff"))
                        .describedAs("Seite 7 für Sie"))
                .attach("terms.txt", "Größe\n".getBytes(UTF_8), "text/plain; charset=utf-8")
                .header("X-Order", "42")
                .inReplyTo("<1@example.jp>")
                .references(List.of("<0@example.jp>", "<1@example.jp>").toArray(String[]::new))
                .priority(org.qdmail.message.Level.HIGH);

        golden(message, "everything")
                .hasStructure("multipart/mixed(multipart/alternative(text/plain text/calendar"
                        + " multipart/related(text/html image/png)) image/tiff text/plain)")
                .hasSubject("Invoice 42")
                .hasText("Dear customer\r\n")
                .hasHtml(HTML_WITH_IMAGE + "\r\n")
                .hasFile("scan 7.tiff", PNG)
                .hasFile("terms.txt", "Größe\n".getBytes(UTF_8));
    }

    private static SecondReading golden(MailMessage.Builder message, String name) {
        byte[] octets = Composing.octets(Composing.composed(message));
        GoldenMail.assertSame(octets, name);
        assertThat(octets).endsWith((byte) '\r', (byte) '\n');
        return new SecondReading(octets);
    }
}
