package org.qdmail.smtp;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;

/** Mails and envelopes as tests of sending need them. */
public final class Mails {
    private Mails() {}

    public static FrozenMail mail() {
        return frozen("Subject: hello\r\n\r\nhello\r\n");
    }

    public static FrozenMail frozen(String text) {
        return frozen(text.getBytes(StandardCharsets.UTF_8));
    }

    static FrozenMail frozen(byte[] octets) {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try (FrozenMailWriter writer =
                FrozenMailWriter.create(new SpoolSettings(temp, 64 * 1024 * 1024, 256 * 1024 * 1024))) {
            writer.write(octets, 0, octets.length);
            return writer.freeze();
        }
    }

    /** A mail of about so many octets, in lines of 72. */
    static FrozenMail ofSize(int octets) {
        StringBuilder text = new StringBuilder(octets + 80).append("Subject: large\r\n\r\n");
        while (text.length() < octets) text.append("0123456789".repeat(7)).append("\r\n");
        return frozen(text.toString());
    }

    /** A mail of about so many octets in a file of this folder. */
    static FrozenMail spooled(int octets, Path folder) {
        byte[] lines = ("0123456789".repeat(7) + "\r\n").repeat(octets / 72).getBytes(StandardCharsets.US_ASCII);
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(folder, 0, 256 * 1024 * 1024))) {
            writer.write(lines, 0, lines.length);
            return writer.freeze();
        }
    }

    public static Envelope to(String... recipients) {
        return Envelope.plain(
                EmailAddress.of("shop@example.com"),
                Arrays.stream(recipients).map(EmailAddress::of).toList());
    }
}
