package org.qdmail.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qdmail.MailService;
import org.qdmail.smtpserver.ScriptStep;
import org.qdmail.smtpserver.ServerLimits;
import org.qdmail.smtpserver.SmtpServer;

/**
 * A mailbox for development and tests: a real SMTP server on loopback that keeps what it is given. Injected, it is the
 * one that the application's mail goes to; {@link #start()} makes one of its own. Safe for any number of threads.
 *
 * <p>Every method that expects something throws an {@link AssertionError} which lists what did arrive.
 */
@ApplicationScoped
public class EmbeddedMailbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final @Nullable MailboxAccess access;

    /** For the container's proxy only; such an instance can do nothing itself. */
    protected EmbeddedMailbox() {
        access = null;
    }

    @Inject
    EmbeddedMailbox(MailboxAccess access) {
        this.access = access;
    }

    /** A new mailbox on a free port; {@link #close()} ends it. Takes part in no configuration. */
    public static EmbeddedMailbox start() {
        return start(ServerLimits.defaults(Path.of(System.getProperty("java.io.tmpdir"))), 0);
    }

    /**
     * The mailbox of an application that runs on this machine, in another process. Needs an implementation of Jakarta
     * JSON Processing on the class path; such a mailbox cannot be scripted.
     *
     * @param application the root of the application, such as {@code http://localhost:9080/}
     */
    public static EmbeddedMailbox at(URI application) {
        return new EmbeddedMailbox(new RemoteMailbox(application));
    }

    static EmbeddedMailbox start(ServerLimits limits, int port) {
        SmtpServer server = SmtpServer.start(InetAddress.getLoopbackAddress(), port, limits, InstantSource.system());
        return new EmbeddedMailbox(LocalMailbox.owning(server));
    }

    /** The port of its SMTP server, on 127.0.0.1. */
    public int smtpPort() {
        return access().smtpPort();
    }

    /**
     * The certificate of its SMTP server, which offers STARTTLS with TLS 1.2 and 1.3: self-signed, for localhost,
     * 127.0.0.1 and ::1, made when it is wanted first. Always the same one as long as the server runs; the next server
     * has another one. A client that verifies certificates has to trust it; {@link #service()} sends in the clear.
     *
     * @throws IllegalStateException when the Java platform's algorithms do not suffice; STARTTLS is answered by 454 then
     */
    public X509Certificate certificate() {
        return access().certificate();
    }

    /**
     * Writes {@link #certificate()} as PEM, fit for {@code qdmail.smtp.trust-file} and for other mail clients. A file
     * that exists is replaced.
     *
     * @return the same file
     * @throws UncheckedIOException when it cannot be written
     */
    public Path writeTrustFile(Path file) {
        try {
            return Files.writeString(file, TrustFile.pem(certificate()), StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * A service that sends to this mailbox, from {@code test@example.com} unless a message says otherwise. Always the
     * same one; closed with the mailbox.
     */
    public MailService service() {
        return access().service();
    }

    /** Everything that has arrived and was not removed, the oldest first. */
    public List<ReceivedMail> received() {
        return access().received();
    }

    /**
     * Waits up to 5 seconds for a mail.
     *
     * @throws AssertionError when none comes, or when there are several
     */
    public ReceivedMail awaitOne() {
        return await(1).get(0);
    }

    /**
     * Waits up to 5 seconds for so many mails.
     *
     * @return exactly so many, the oldest first
     * @throws AssertionError when fewer come, or when there are more
     */
    public List<ReceivedMail> await(int count) {
        return await(count, PATIENCE);
    }

    /** Waits for so many mails, at most as long as {@code wait}. */
    public List<ReceivedMail> await(int count, Duration wait) {
        List<ReceivedMail> mails = waitFor(count, wait);
        if (mails.size() == count) return mails;
        throw new AssertionError("expected " + count + " mails, found " + mails.size() + outlines(mails));
    }

    private List<ReceivedMail> waitFor(int count, Duration wait) {
        try {
            return access().await(count, wait);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + count + " mails", interrupt);
        }
    }

    private static String outlines(List<ReceivedMail> mails) {
        return mails.stream().map(mail -> System.lineSeparator() + "  " + mail).collect(Collectors.joining());
    }

    /** Says that nothing has arrived; does not wait. */
    public void assertEmpty() {
        List<ReceivedMail> mails = received();
        if (!mails.isEmpty()) throw new AssertionError("expected no mail, found " + mails.size() + outlines(mails));
    }

    /** Removes all mails; a script stays. */
    public void clear() {
        access().clear();
    }

    /**
     * Makes the server misbehave at each such command from now on, for instance {@code script("RCPT", "450 4.2.1
     * busy")}; the result can narrow that. The words are those of {@link
     * org.qdmail.smtpserver.SmtpServer#script(String, String)}.
     *
     * @param command an SMTP verb; CONNECT for the greeting, END for the end of the content, * for all
     * @param misbehaviour a reply, {@code close}, {@code reset}, {@code stall}, or {@code delay PT2S} alone or before one
     * @throws IllegalArgumentException for other words
     */
    public ScriptStep script(String command, String misbehaviour) {
        return access().script(command, misbehaviour);
    }

    /** Ends all misbehaviour. */
    public void behave() {
        access().behave();
    }

    /** Ends a mailbox that was started or opened here; the injected one ends with its application. */
    @Override
    public void close() {
        access().close();
    }

    private MailboxAccess access() {
        if (access == null) throw new IllegalStateException("this mailbox is a proxy without a container");
        return access;
    }
}
