package org.qdmail.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.mailbox.ReceivedMail;

/** A service and the server that it sends to, for tests of what is on the wire. */
final class OnTheWire implements AutoCloseable {
    final EmbeddedMailbox mailbox = EmbeddedMailbox.start();
    final StandaloneMailService mail;

    /** A service from shop@example.com; further keys and values may follow. */
    OnTheWire(String... more) {
        Map<String, String> keys = new HashMap<>();
        keys.put("qdmail.smtp.host", "127.0.0.1");
        keys.put("qdmail.smtp.port", String.valueOf(mailbox.smtpPort()));
        keys.put("qdmail.smtp.client-name", "client.example.com");
        keys.put("qdmail.defaults.from", "shop@example.com");
        for (int at = 0; at < more.length; at += 2) {
            if (more[at + 1].isEmpty()) keys.remove(more[at]);
            else keys.put(more[at], more[at + 1]);
        }
        mail = MailService.open(keys);
    }

    /** A service whose correspondents are in a directory, the sender {@code shop} among them. */
    static OnTheWire sealing(Path directory, String... more) {
        List<String> keys = new ArrayList<>(List.of(
                "qdmail.path.certificates",
                directory.toString(),
                "qdmail.encrypt.directory",
                "certificates",
                "qdmail.sign.certificate-file",
                "certificates/shop.pem",
                "qdmail.sign.private-key-file",
                "shop.key",
                "qdmail.sign.self-check",
                "true"));
        keys.addAll(List.of(more));
        return new OnTheWire(keys.toArray(String[]::new));
    }

    ReceivedMail one() {
        return mailbox.awaitOne();
    }

    /** The header lines of the one mail, unfolded. */
    List<String> header() {
        return headerOf(one());
    }

    static List<String> headerOf(ReceivedMail mail) {
        String text = text(mail);
        return text.substring(0, text.indexOf("\r\n\r\n"))
                .replaceAll("\r\n[ \t]+", " ")
                .lines()
                .toList();
    }

    static List<String> fields(ReceivedMail mail, String name) {
        return headerOf(mail).stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                        .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
                .toList();
    }

    static String text(ReceivedMail mail) {
        return new String(mail.octets(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        mail.close();
        mailbox.close();
    }
}
