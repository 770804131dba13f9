package org.qdmail.bench;

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
    private MailDigest digest;
    private ChunkLines chunkLines;
    private Look look;
    private int filled;
    private long chunks;

    SinkSession(Socket socket, SinkCount count) throws IOException {
        this.in = new SinkInput(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.count = count;
        this.look = count.look();
        this.digest = new MailDigest(look == Look.MASKED);
        this.chunkLines = new ChunkLines(digest);
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
        renew();
        if (look == Look.CHECKSUM) {
            CRC32C checksum = new CRC32C();
            long octets = in.untilDot(checksum);
            end(octets, checksum.getValue());
            return;
        }
        MailDigest current = digest;
        long size = in.untilDot(current::line);
        end(size, digest.end());
    }

    private void chunk(String line) throws IOException {
        String[] words = line.split(" ", -1);
        long octets = Long.parseLong(words[1]);
        if (chunks == 0) renew();
        in.exactly(octets, chunkLines::take);
        chunks += octets;
        if (words.length > 2) {
            end(chunks, digest.end());
            chunks = 0;
        } else {
            reply(OK);
        }
    }

    private void renew() {
        if (look == count.look()) return;
        look = count.look();
        digest = new MailDigest(look == Look.MASKED);
        chunkLines = new ChunkLines(digest);
    }

    private void end(long size, long digested) throws IOException {
        count.add(size, digested);
        reply(OK);
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
