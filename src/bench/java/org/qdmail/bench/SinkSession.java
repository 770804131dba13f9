package org.qdmail.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Speaks SMTP as far as a sink needs it; replies wait until no command is left in the buffer (RFC 2920 section 3.2). */
final class SinkSession {
    private static final String GREETING = "220 sink.example.com\r\n";
    private static final String OFFER =
            "250-sink.example.com\r\n250-PIPELINING\r\n250-SIZE\r\n250-8BITMIME\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n"
                    + "250-SMTPUTF8\r\n250 CHUNKING\r\n";

    private static final byte[] OK = octets("250 2.0.0 ok\r\n");
    private static final byte[] GO_ON = octets("354 go on\r\n");
    private static final byte[] BYE = octets("221 2.0.0 bye\r\n");
    private static final byte[] UNKNOWN = octets("502 5.5.1 unknown\r\n");

    private final SinkInput in;
    private final OutputStream out;
    private final SinkCount count;
    private final byte[] replies = new byte[64 * 1024];
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int filled;

    SinkSession(Socket socket, SinkCount count) throws IOException {
        this.in = new SinkInput(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.count = count;
    }

    void run() throws IOException {
        reply(octets(GREETING));
        flush();
        while (handle(in.command())) {
            if (in.isEmpty()) flush();
        }
        flush();
    }

    private boolean handle(String line) throws IOException {
        int blank = line.indexOf(' ');
        String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> reply(octets(OFFER));
            case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> reply(OK);
            case "DATA" -> data();
            case "BDAT" -> chunk(line);
            case "QUIT" -> {
                reply(BYE);
                return false;
            }
            default -> reply(UNKNOWN);
        }
        return true;
    }

    private void data() throws IOException {
        reply(GO_ON);
        flush();
        if (count.look() == Look.CHECKSUM) {
            CRC32C checksum = new CRC32C();
            long octets = in.untilDot(checksum);
            count.begun();
            count.ended(octets, checksum.getValue());
            reply(OK);
            return;
        }
        in.untilDot(content::write);
        end();
    }

    private void chunk(String line) throws IOException {
        String[] words = line.split(" ", -1);
        in.exactly(Long.parseLong(words[1]), content::write);
        if (words.length > 2) end();
        else reply(OK);
    }

    /** Answers first, as a server does that has no digest to make. */
    private void end() throws IOException {
        count.begun();
        try {
            reply(OK);
            if (in.isEmpty()) flush();
        } finally {
            byte[] mail = content.toByteArray();
            boolean isMasked = count.look() == Look.MASKED;
            count.ended(mail.length, isMasked ? MailDigest.masked(mail) : MailDigest.exact(mail));
            content.reset();
        }
    }

    private void reply(byte[] octets) throws IOException {
        if (filled + octets.length > replies.length) flush();
        System.arraycopy(octets, 0, replies, filled, octets.length);
        filled += octets.length;
    }

    private void flush() throws IOException {
        if (filled > 0) out.write(replies, 0, filled);
        filled = 0;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
