package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** Building a message, and composing it to octets that nobody keeps. */
@State(Scope.Thread)
public class ComposerBenchmark {
    private final Composer composer =
            new Composer(ComposeSettings.defaults(ZoneOffset.UTC), Clock.systemUTC(), new SecureRandom());
    private final String lines = "Thank you for your order, which is on its way.\r\n".repeat(42);
    private final MailMessage text = text();
    private final MailMessage html = html();

    private MailMessage text() {
        return MailMessage.to("customer@example.jp")
                .from("shop@example.com")
                .subject("Order 42")
                .text(lines)
                .build();
    }

    private MailMessage html() {
        byte[] image = new byte[10_000];
        byte[] file = new byte[100_000];
        new Random(1).nextBytes(image);
        new Random(2).nextBytes(file);
        return MailMessage.to("customer@example.jp")
                .from("shop@example.com")
                .subject("Order 42")
                .html("<p>" + lines.replace("\r\n", "</p>\r\n<p>") + "<img src=\"cid:logo\"></p>")
                .inline("logo", Content.of(image, "image/png"))
                .attach(Attachment.of("order.pdf", Content.of(file, "application/pdf")))
                .build();
    }

    @Benchmark
    public MailMessage buildText() {
        return text();
    }

    @Benchmark
    public void composeText() throws IOException {
        composer.compose(text, Optional.empty()).writeTo(OutputStream.nullOutputStream());
    }

    @Benchmark
    public void composeHtml() throws IOException {
        composer.compose(html, Optional.empty()).writeTo(OutputStream.nullOutputStream());
    }
}
