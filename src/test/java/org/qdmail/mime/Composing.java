package org.qdmail.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.qdmail.message.MailMessage;

/** Composes for tests at a fixed time and with a random source that repeats itself. */
final class Composing {
    static final ComposeSettings SETTINGS = ComposeSettings.defaults(ZoneId.of("Asia/Tokyo"));

    private Composing() {}

    static MailMessage.Builder message() {
        return MailMessage.to("bob@example.net").from("shop@example.com");
    }

    static Composer composer(ComposeSettings settings) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T06:04:05Z"), ZoneOffset.UTC);
        return new Composer(settings, clock, new SplittableRandom(42));
    }

    static ComposedMail composed(MailMessage.Builder message) {
        return composer(SETTINGS).compose(message.build(), Optional.empty());
    }

    static byte[] octets(ComposedMail mail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            mail.writeTo(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    static String wire(MailMessage.Builder message) {
        return new String(octets(composed(message)), StandardCharsets.UTF_8);
    }

    /** The header of the message, without the fields of its body. */
    static String header(MailMessage.Builder message) {
        String wire = wire(message);
        return wire.substring(0, wire.indexOf("Content-Type:"));
    }
}
