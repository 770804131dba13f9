package org.qdmail.peers;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.HeaderTerm;
import jakarta.mail.search.SearchTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;

/** The servers that {@code src/test/peers/run} started. */
final class Lab {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IMAP_PORT = 2143;

    private Lab() {}

    /** The folder of certificates. */
    static Path tls() {
        return Path.of(System.getProperty("qdmail.peers")).resolve("tls");
    }

    /** What Exim has written down about the mails that it takes, refuses and hands on. */
    static String eximLog() throws IOException {
        return Files.readString(Path.of(System.getProperty("qdmail.peers")).resolve("exim/log/main"));
    }

    /** Lets the relay behind POP3 forget who has logged in. */
    static void forgetLogins() throws IOException {
        Files.deleteIfExists(
                Path.of(System.getProperty("qdmail.peers")).resolve("logins").resolve("127.0.0.1"));
    }

    /** A service for a port of the relay; further keys and values may follow. */
    static StandaloneMailService service(int port, String... more) {
        Map<String, String> keys = new HashMap<>();
        keys.put("qdmail.smtp.host", "localhost");
        keys.put("qdmail.smtp.port", String.valueOf(port));
        keys.put("qdmail.smtp.client-name", "client.example.com");
        keys.put("qdmail.smtp.trust-file", tls().resolve("ca.pem").toString());
        keys.put("qdmail.defaults.from", "Shop <shop@example.com>");
        keys.put("qdmail.path.certificates", tls().toString());
        for (int at = 0; at < more.length; at += 2) keys.put(more[at], more[at + 1]);
        return MailService.open(keys);
    }

    /** A service that looks for the recipients' servers itself, by NSD; further keys and values may follow. */
    static StandaloneMailService direct(String transport, String... more) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdmail.transport", transport,
                "qdmail.smtp.client-name", "client.example.com",
                "qdmail.smtp.trust-file", tls().resolve("ca.pem").toString(),
                "qdmail.route.direct.resolvers", "127.0.0.1:5353",
                "qdmail.route.direct.private-networks", "true",
                "qdmail.defaults.from", "Shop <shop@example.com>"));
        for (int at = 0; at < more.length; at += 2) keys.put(more[at], more[at + 1]);
        return MailService.open(keys);
    }

    /** The servers that were asked for policies, one for each question. */
    static List<String> policyHostsAsked() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("qdmail.peers")).resolve("web/log")).stream()
                .filter(line -> line.endsWith(" GET /.well-known/mta-sts.txt HTTP/1.0"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** A service for a program that is started as sendmail; further keys and values may follow. */
    static StandaloneMailService sendmail(String program, String dialect, String... more) {
        Path programs = Path.of(System.getProperty("qdmail.peers")).resolve("programs");
        Map<String, String> keys = new HashMap<>();
        keys.put("qdmail.transport", "sendmail");
        keys.put("qdmail.route.sendmail.command", programs.resolve(program).toString());
        keys.put("qdmail.route.sendmail.dialect", dialect);
        keys.put("qdmail.defaults.from", "Shop <shop@example.com>");
        keys.put("qdmail.path.certificates", tls().toString());
        keys.put("qdmail.sign.certificate-file", "signer.pem");
        keys.put("qdmail.sign.private-key-file", "signer.key");
        for (int at = 0; at < more.length; at += 2) keys.put(more[at], more[at + 1]);
        return MailService.open(keys);
    }

    /** The octets of the mail with this Message-ID in a mailbox, without the trace fields that delivery put in front. */
    static byte[] fetch(String user, String messageId) throws MessagingException, IOException {
        return withoutTrace(fetchRaw(user, "Message-ID", messageId));
    }

    /** The first mail in a mailbox whose field contains the text; waits for it. */
    static byte[] fetchRaw(String user, String field, String text) throws MessagingException, IOException {
        return await(user, new HeaderTerm(field, text), field + " " + text);
    }

    /** Postfix's report, in the mailbox of the return path, that the mail with this Message-ID was delivered; waits for it. */
    static String report(String messageId) throws MessagingException, IOException {
        SearchTerm subject = new HeaderTerm("Subject", "Successful Mail Delivery Report");
        byte[] report = await("shop", new AndTerm(subject, new BodyTerm(messageId)), "a report on " + messageId);
        return new String(report, StandardCharsets.UTF_8);
    }

    private static byte[] await(String user, SearchTerm what, String name) throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.put("mail.imap.partialfetch", "false");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", IMAP_PORT, user + "@example.com", "S3CR3T-" + user);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_WRITE);
                try {
                    Message[] found = inbox.search(what);
                    if (found.length > 0) {
                        ByteArrayOutputStream octets = new ByteArrayOutputStream();
                        found[0].writeTo(octets);
                        found[0].setFlag(Flags.Flag.DELETED, true);
                        return octets.toByteArray();
                    }
                } finally {
                    inbox.close(true);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
        throw new AssertionError("nothing with " + name + " arrived for " + user);
    }

    private static byte[] withoutTrace(byte[] octets) {
        List<String> trace = List.of("Return-Path:", "X-Original-To:", "Delivered-To:", "Received:");
        int at = 0;
        while (true) {
            String start = new String(octets, at, Math.min(20, octets.length - at), StandardCharsets.US_ASCII);
            boolean folded = start.startsWith("\t") || start.startsWith(" ");
            if (!folded && trace.stream().noneMatch(start::startsWith))
                return Arrays.copyOfRange(octets, at, octets.length);
            while (octets[at] != '\n') at++;
            at++;
        }
    }

    /** Runs a program with octets on its standard input; its standard output, or an error with what it said. */
    static String run(byte[] input, String... command) throws IOException {
        Path file = Files.createTempFile("qdmail-peers", ".eml");
        Path errors = Files.createTempFile("qdmail-peers", ".err");
        try {
            Files.write(file, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(file.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try (InputStream out = process.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() == 0) return said;
                throw new AssertionError(String.join(" ", command) + ": " + Files.readString(errors) + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            Files.delete(file);
            Files.delete(errors);
        }
    }
}
