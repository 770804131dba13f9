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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/**
 * Sends one file as an attachment and prints what it took: nanoseconds, those of the processor. Arguments: {@code qdmail},
 * {@code qdmail-signed}, {@code angus} or {@code angus-signed}, the port, the file, the folder with key and certificates.
 */
final class LargeSend {
    private final int port;
    private final Path file;
    private final Path signing;

    private LargeSend(String[] arguments) {
        port = Integer.parseInt(arguments[1]);
        file = Path.of(arguments[2]);
        signing = Path.of(arguments[3]);
    }

    public static void main(String[] arguments) throws Exception {
        LargeSend send = new LargeSend(arguments);
        Spent before = Spent.now();
        long start = System.nanoTime();
        switch (arguments[0]) {
            case "qdmail" -> send.ours(Map.of());
            case "qdmail-signed" -> send.ours(SigningFiles.keysOf(send.signing));
            case "angus" -> send.angus(false);
            case "angus-signed" -> send.angus(true);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        long nanos = System.nanoTime() - start;
        System.out.println(nanos + " " + Spent.now().since(before).cpuNanos());
    }

    private void ours(Map<String, String> further) throws IOException {
        Map<String, String> keys = new HashMap<>(further);
        keys.put("qdmail.smtp.host", "127.0.0.1");
        keys.put("qdmail.smtp.port", String.valueOf(port));
        keys.put("qdmail.limits.message-size", "10G");
        AtomicLong read = new AtomicLong();
        try (StandaloneMailService mail = MailService.open(keys)) {
            mail.send(MailMessage.to("customer@example.jp")
                            .from(Workload.FROM)
                            .subject("Large")
                            .text("It is attached.")
                            .attach(Attachment.of(
                                    "large.bin", Content.of(() -> new Counted(read), "application/octet-stream")))
                            .build())
                    .requireAllAccepted();
        }
        if (read.get() != Files.size(file)) throw new IllegalStateException("the source was read " + read + " octets");
    }

    private void angus(boolean signed) throws Exception {
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
    }

    private final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(AtomicLong count) throws IOException {
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
