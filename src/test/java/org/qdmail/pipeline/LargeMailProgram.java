package org.qdmail.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.MailException;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.CountingProvider;

/** Sends one large signed mail out of a small heap and prints what it counted. */
final class LargeMailProgram {
    /** What the source does half-way. */
    enum Source {
        STEADY,
        FAILING,
        INTERRUPTING
    }

    private final Source source;
    private final long octets;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();

    private LargeMailProgram(Source source, long octets) {
        this.source = source;
        this.octets = octets;
    }

    /** Directory of the key pair, spool directory, port, what the source does, size of the attachment. */
    public static void main(String[] arguments) throws IOException {
        LargeMailProgram program = new LargeMailProgram(Source.valueOf(arguments[3]), Long.parseLong(arguments[4]));
        Path spool = Path.of(arguments[1]);
        Map<String, String> keys = Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", arguments[2],
                "qdmail.path.certificates", arguments[0],
                "qdmail.sign.certificate-file", "shop-cert.pem",
                "qdmail.sign.private-key-file", "shop-private.pem",
                "qdmail.path.temp", spool.toString(),
                "qdmail.limits.message-size", "400M",
                "qdmail.limits.spool-threshold", "1M");
        try (StandaloneMailService mail = MailService.open(keys)) {
            Security.insertProviderAt(new CountingProvider(), 1);
            print("result", program.send(mail));
        }
        print("opened", program.opened.get());
        print("read", program.read.get());
        print("key operations", CountingProvider.OPERATIONS.get());
        try (Stream<Path> files = Files.list(spool)) {
            print("spool files", files.count());
        }
    }

    private String send(MailService mail) {
        MailMessage message = MailMessage.to("bob@example.net")
                .from("shop@example.com")
                .subject("large")
                .text("Hello")
                .attach(Attachment.of("large.bin", Content.of(this::open, "application/octet-stream")))
                .signed()
                .build();
        try {
            return mail.send(message).outcomes().get(0).state().toString();
        } catch (MailException failure) {
            return failure.number();
        }
    }

    private InputStream open() {
        opened.incrementAndGet();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                long before = read.get();
                int given = (int) Math.min(length, octets - before);
                if (given == 0) return -1;
                for (int i = 0; i < given; i++) block[offset + i] = (byte) (before + i);
                long after = read.addAndGet(given);
                if (before <= octets / 2 && after > octets / 2) halfWay();
                return given;
            }
        };
    }

    private void halfWay() throws IOException {
        if (source == Source.FAILING) throw new IOException("the disk is gone");
        if (source == Source.INTERRUPTING) Thread.currentThread().interrupt();
    }

    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
