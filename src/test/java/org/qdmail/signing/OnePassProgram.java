package org.qdmail.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.mime.ComposedMail;
import org.qdmail.mime.Composer;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;

/** Composes, signs, freezes and checks one large mail in a small heap; prints what it counted. */
final class OnePassProgram {
    static final long ATTACHMENT_OCTETS = 200L * 1024 * 1024;

    private OnePassProgram() {}

    /** The arguments: directory of the key pair, spool, time, format. */
    public static void main(String[] arguments) throws IOException {
        Path certificates = Path.of(arguments[0]);
        Path spool = Path.of(arguments[1]);
        SigningIdentity identity = SigningIdentity.load(
                IdentitySettings.pair("", certificates.resolve("cert.pem"), certificates.resolve("private.pem")),
                SignedMails.at(Instant.parse(arguments[2])));
        Security.insertProviderAt(new CountingProvider(), 1);
        Source source = new Source();
        try (FrozenMail mail = frozen(message(source), identity, spool, arguments)) {
            print("size", mail.sizeOctets() > ATTACHMENT_OCTETS * 4 / 3 ? "large" : "small");
            print("opened", source.opened.get());
            print("read", source.read.get());
            print("key operations", CountingProvider.OPERATIONS.get());
            print("spool files", files(spool).size());
            print(
                    "spool mode",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(files(spool).get(0))));
            print("state", SignatureReading.of(mail.newInputStream()).state());
        }
        print("spool files afterwards", files(spool).size());
    }

    private static FrozenMail frozen(MailMessage message, SigningIdentity identity, Path spool, String[] arguments)
            throws IOException {
        Instant now = Instant.parse(arguments[2]);
        IdentitySettings.Format format = IdentitySettings.Format.valueOf(arguments[3]);
        ComposedMail composed = new Composer(
                        ComposeSettings.defaults(ZoneId.of("UTC")), SignedMails.at(now), new SecureRandom())
                .compose(message, Optional.empty());
        ComposedMail signed =
                composed.withBody(new SmimeSigner(() -> identity, format, SignedMails.at(now), new SecureRandom())
                        .sign(composed.body(), SignedMails.ALICE, Optional.empty(), warning -> {}));
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(spool, 1 << 20, 1L << 30))) {
            signed.writeTo(writer);
            return writer.freeze();
        }
    }

    private static MailMessage message(Source source) {
        return MailMessage.to("bob@example.net")
                .from("alice@example.com")
                .subject("large")
                .text("Hello")
                .attach(Attachment.of("large.bin", Content.of(source::open, "application/octet-stream")))
                .build();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }

    /** Gives octets that are nowhere, and counts. */
    private static final class Source {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicLong read = new AtomicLong();

        InputStream open() {
            opened.incrementAndGet();
            return new InputStream() {
                @Override
                public int read() {
                    byte[] single = new byte[1];
                    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
                }

                @Override
                public int read(byte[] block, int offset, int length) {
                    int given = (int) Math.min(length, ATTACHMENT_OCTETS - read.get());
                    if (given == 0) return -1;
                    for (int i = 0; i < given; i++) block[offset + i] = (byte) (read.get() + i);
                    read.addAndGet(given);
                    return given;
                }
            };
        }
    }
}
