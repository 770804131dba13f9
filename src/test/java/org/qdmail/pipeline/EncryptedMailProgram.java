package org.qdmail.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** Sends one large mail, signed and encrypted, out of a small heap; looks for its content in every file meanwhile. */
final class EncryptedMailProgram {
    /** Its Base64 is itself repeated, wherever a line begins. */
    private static final byte[] PATTERN = "abc".getBytes(StandardCharsets.US_ASCII);

    private static final List<String> TRACES = List.of("abcabcabcabc", "YWJjYWJjYWJj");

    private final List<Path> directories;
    private final long octets;
    private int traces;
    private int largest;

    private EncryptedMailProgram(List<Path> directories, long octets) {
        this.directories = directories;
        this.octets = octets;
    }

    /** Directory of keys and certificates, spool directory, port, cipher, size of the attachment. */
    public static void main(String[] arguments) {
        Path spool = Path.of(arguments[1]);
        EncryptedMailProgram program = new EncryptedMailProgram(
                List.of(spool, Path.of(System.getProperty("java.io.tmpdir"))), Long.parseLong(arguments[4]));
        Map<String, String> keys = Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", arguments[2],
                "qdmail.path.certificates", arguments[0],
                "qdmail.path.temp", spool.toString(),
                "qdmail.sign.certificate-file", "certificates/shop.pem",
                "qdmail.sign.private-key-file", "shop.key",
                "qdmail.encrypt.directory", "certificates",
                "qdmail.encrypt.cipher", arguments[3],
                "qdmail.limits.message-size", "400M");
        try (StandaloneMailService mail = MailService.open(keys)) {
            MailMessage message = MailMessage.to("bob@example.net")
                    .from("shop@example.com")
                    .subject("large")
                    .text("Hello")
                    .attach(Attachment.of("large.bin", Content.of(program::open, "application/octet-stream")))
                    .signed()
                    .encrypted()
                    .build();
            System.out.println("result=" + mail.send(message).outcomes().get(0).state());
        }
        program.look();
        System.out.println("spool was " + (program.largest > 1 << 20 ? "used" : "not used") + "=");
        System.out.println("traces=" + program.traces);
    }

    private InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] block, int offset, int length) {
                int given = (int) Math.min(length, octets - position);
                if (given == 0) return -1;
                for (int i = 0; i < given; i++) block[offset + i] = PATTERN[(int) ((position + i) % PATTERN.length)];
                boolean wasBefore = position <= octets / 2;
                position += given;
                if (wasBefore && position > octets / 2 || position == octets) look();
                return given;
            }
        };
    }

    private void look() {
        for (Path directory : directories) {
            for (Path file : files(directory)) look(file);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void look(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int count = in.readNBytes(block, 0, block.length); count > 0; ) {
                String text = new String(block, 0, count, StandardCharsets.ISO_8859_1);
                if (TRACES.stream().anyMatch(text::contains)) traces++;
                largest += count;
                count = in.readNBytes(block, 0, block.length);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
