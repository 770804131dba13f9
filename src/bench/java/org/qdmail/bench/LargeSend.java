package org.qdmail.bench;

import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/**
 * Sends a small file as an attachment, says "ready", waits for a line, sends a large one and prints what that took:
 * nanoseconds, those of the processor, and of our mails size and checksum (CRC-32C). Arguments: {@code qdmail}, {@code
 * qdmail-signed}, {@code angus} or {@code angus-signed}, the port, the small and the large file, the folder with key and
 * certificates.
 */
final class LargeSend {
    private final int port;
    private final Path small;
    private final Path large;
    private final Path signing;

    private LargeSend(String[] arguments) {
        port = Integer.parseInt(arguments[1]);
        small = Path.of(arguments[2]);
        large = Path.of(arguments[3]);
        signing = Path.of(arguments[4]);
    }

    public static void main(String[] arguments) throws Exception {
        LargeSend send = new LargeSend(arguments);
        switch (arguments[0]) {
            case "qdmail" -> send.ours(Map.of());
            case "qdmail-signed" -> send.ours(SigningFiles.keysOf(send.signing));
            case "angus" -> send.measure(file -> send.angus(file, false));
            case "angus-signed" -> send.measure(file -> send.angus(file, true));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Sends one file. */
    @FunctionalInterface
    private interface Sending {
        Sent send(Path file) throws Exception;
    }

    /** A mail that was sent. */
    @FunctionalInterface
    private interface Sent {
        /** Frees it; returns its size and checksum, zeros where they are not compared. */
        String end();
    }

    private void measure(Sending sending) throws Exception {
        sending.send(small).end();
        System.out.println("ready");
        if (System.in.read() < 0) return;
        Spent before = Spent.now();
        long start = System.nanoTime();
        Sent sent = sending.send(large);
        long nanos = System.nanoTime() - start;
        long cpu = Spent.now().since(before).cpuNanos();
        System.out.println(nanos + " " + cpu + " " + sent.end());
    }

    private void ours(Map<String, String> further) throws Exception {
        Map<String, String> keys = new HashMap<>(further);
        keys.put("qdmail.smtp.host", "127.0.0.1");
        keys.put("qdmail.smtp.port", String.valueOf(port));
        keys.put("qdmail.limits.message-size", "10G");
        try (StandaloneMailService mail = MailService.open(keys)) {
            measure(file -> ours(mail, file));
        }
    }

    private static Sent ours(MailService mail, Path file) throws IOException {
        AtomicLong read = new AtomicLong();
        Content source = Content.of(() -> new Counted(file, read), "application/octet-stream");
        RenderedMail rendered = mail.render(MailMessage.to("customer@example.jp")
                .from(Workload.FROM)
                .subject("Large")
                .text("It is attached.")
                .attach(Attachment.of("large.bin", source))
                .build());
        mail.send(rendered).requireAllAccepted();
        if (read.get() != Files.size(file)) throw new IllegalStateException("the source was read " + read + " octets");
        return () -> checksum(rendered);
    }

    private static String checksum(RenderedMail mail) {
        CRC32C checksum = new CRC32C();
        try (mail) {
            mail.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return mail.size() + " " + checksum.getValue();
    }

    private Sent angus(Path file, boolean signed) throws Exception {
        Session session = AngusMessages.session(port, true);
        MimeMessage message = AngusMessages.compose(session, Workload.textMail());
        MimeBodyPart text = new MimeBodyPart();
        text.setText("It is attached.");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(new DataHandler(new FileDataSource(file.toFile())));
        attachment.setFileName("large.bin");
        MimeMultipart content = new MimeMultipart("mixed", text, attachment);
        if (signed) {
            MimeBodyPart whole = new MimeBodyPart();
            whole.setContent(content);
            SMIMESignedGenerator generator = BcmailSigner.generator(SigningFiles.in(signing));
            message.setContent(generator.generate(whole));
        } else {
            message.setContent(content);
        }
        Transport.send(message);
        return () -> "0 0";
    }

    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(Path file, AtomicLong count) throws IOException {
            super(Files.newInputStream(file));
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) count.incrementAndGet();
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int octets = super.read(into, offset, length);
            if (octets > 0) count.addAndGet(octets);
            return octets;
        }
    }
}
