package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** The shapes of mail that every signature has to hold for (SM-24). */
public final class SignedShapes {
    static final String BOB = "bob@example.net";
    private static final byte[] PNG = new byte[5_000];

    private SignedShapes() {}

    /** A shape with its name; from Alice. */
    public record Shape(String name, MailMessage.Builder start) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All twelve, the large one with an attachment of so many octets. */
    public static Stream<Shape> all(int large, String to) {
        return Stream.of(
                new Shape("text", message(to).text("Hello\nworld")),
                new Shape("html with derived text", message(to).html("<p>Hello <b>world</b></p>")),
                new Shape("related", message(to).html("<img src='cid:a'>").inline("a", png())),
                new Shape("mixed", message(to).text("Hello").attach("a.txt", "a\nb\rc".getBytes(UTF_8), "text/plain")),
                new Shape("attachment only", message(to).text("").attach("a.bin", PNG, "application/octet-stream")),
                new Shape("message", message(to).text("see").attach("a.eml", forwarded(), "message/rfc822")),
                new Shape("calendar", message(to).text("come").alternative(calendar())),
                new Shape("empty body", message(to).text("")),
                new Shape("empty attachment", message(to).text("x").attach("a.bin", new byte[0], "image/png")),
                new Shape("large", message(to).text("x").attach("a.bin", new byte[large], "application/zip")),
                new Shape("100 parts", hundredParts(to)),
                new Shape("5 levels", everything(to).attach("a.eml", forwarded(), "message/rfc822")));
    }

    static MailMessage.Builder message() {
        return message(BOB);
    }

    private static MailMessage.Builder message(String to) {
        return MailMessage.to(to).from("Alice <alice@example.com>").subject("test");
    }

    static MailMessage.Builder everything() {
        return everything(BOB);
    }

    private static MailMessage.Builder everything(String to) {
        return message(to)
                .text("Hello")
                .html("<p>Hello</p><img src='cid:a'>")
                .inline("a", png())
                .attach("a.bin", PNG, "application/octet-stream");
    }

    private static MailMessage.Builder hundredParts(String to) {
        MailMessage.Builder message = message(to).text("x");
        IntStream.range(0, 99).forEach(part -> message.attach(part + ".bin", PNG, "application/octet-stream"));
        return message;
    }

    private static Content png() {
        return Content.of(PNG, "image/png");
    }

    private static Content calendar() {
        return Content.of(
                "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".getBytes(UTF_8),
                "text/calendar; method=REQUEST; charset=utf-8");
    }

    /** Two multiparts inside each other. */
    private static byte[] forwarded() {
        return ("From: a@example.com\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
                        + "Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nplain\r\n--i--\r\n--o--\r\n")
                .getBytes(UTF_8);
    }
}
