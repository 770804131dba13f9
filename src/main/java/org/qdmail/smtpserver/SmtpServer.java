package org.qdmail.smtpserver;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.MailboxFaults;
import org.qdmail.failure.MisconfiguredMail;

/** An SMTP server on a loopback port: one thread per connection, so many connections and no more. */
public final class SmtpServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SmtpServer.class.getName());
    private static final int BACKLOG = 100;
    private static final long CLOSE_MILLIS = 5_000;

    private final ServerSocket listener;
    private final Premises premises;
    private final Semaphore free;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final String threadPrefix;
    private final ExecutorService threads;

    private SmtpServer(ServerSocket listener, Premises premises) {
        this.listener = listener;
        this.premises = premises;
        free = new Semaphore(premises.limits().maxConnections());
        threadPrefix = "qdmail-mailbox-" + listener.getLocalPort() + '-';
        threads = Executors.newCachedThreadPool(this::newThread);
    }

    /**
     * Starts listening. STARTTLS is offered, with a key and a certificate that are made when they are wanted first.
     *
     * @param port 0 for any free one
     * @throws MisconfiguredMail when the port is not free (MAIL-1201)
     */
    public static SmtpServer start(InetAddress address, int port, ServerLimits limits, InstantSource clock) {
        return start(address, port, limits, clock, ServerTls.lazy(clock));
    }

    static SmtpServer start(InetAddress address, int port, ServerLimits limits, InstantSource clock, ServerTls tls) {
        if (!address.isLoopbackAddress()) throw new IllegalArgumentException(address + " is not loopback");
        SmtpServer server = new SmtpServer(listenOn(address, port), Premises.create(limits, clock, tls));
        server.threads.execute(server::acceptAll);
        return server;
    }

    private static ServerSocket listenOn(InetAddress address, int port) {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
            return socket;
        } catch (IOException taken) {
            closeQuietly(socket);
            MisconfiguredMail refusal = MisconfiguredMail.of(MailboxFaults.portNotFree(address.getHostAddress(), port));
            refusal.addSuppressed(taken);
            throw refusal;
        }
    }

    private Thread newThread(Runnable task) {
        started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, threadPrefix + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(SmtpServer.class.getClassLoader());
        started.add(thread);
        return thread;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /**
     * The certificate behind STARTTLS: self-signed, for localhost, 127.0.0.1 and ::1. Always the same one; its key is in
     * the memory of this server and nowhere else.
     *
     * @throws IllegalStateException when the algorithms of this virtual machine do not suffice
     */
    public X509Certificate certificate() {
        return premises.tls().certificate();
    }

    /** What it has taken. */
    public MailStore store() {
        return premises.store();
    }

    /**
     * Makes the server misbehave at each such command from now on; the result can narrow that.
     *
     * @param command CONNECT (in place of the greeting), EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, BDAT, RSET, NOOP, QUIT, END
     *     (the reply to the end of the content, by DATA or by the last BDAT), or * for all of them
     * @param misbehaviour a reply such as {@code 450 4.2.1 busy}, its lines separated by LF; {@code close}, {@code
     *     reset} or {@code stall} in place of a reply (at END the mail has been kept by then); or {@code delay PT2S},
     *     alone or before one of these. A 4yz or 5yz reply takes the command's effect away; after 421 the server closes
     * @throws IllegalArgumentException for other words
     */
    public ScriptStep script(String command, String misbehaviour) {
        return premises.script().add(command, misbehaviour);
    }

    /** Ends all misbehaviour. */
    public void behave() {
        premises.script().clear();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException failure) {
                if (!listener.isClosed()) LOG.log(Level.WARNING, "the mailbox could not take a connection", failure);
            } catch (RejectedExecutionException closing) {
                LOG.log(Level.DEBUG, "connection refused: {0}", closing.getMessage());
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        if (!free.tryAcquire()) {
            refuse(socket);
            return;
        }
        open.add(socket);
        try {
            SmtpConversation conversation = new SmtpConversation(socket, premises);
            threads.execute(() -> converse(socket, conversation));
        } catch (IOException | RuntimeException failure) {
            release(socket);
            throw failure;
        }
    }

    private void converse(Socket socket, SmtpConversation conversation) {
        try {
            conversation.run();
        } finally {
            release(socket);
        }
    }

    private void release(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
        free.release();
    }

    private static void refuse(Socket socket) throws IOException {
        try (socket) {
            socket.getOutputStream()
                    .write("421 4.3.2 too many connections at once\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void closeQuietly(@Nullable Closeable socket) {
        try {
            if (socket != null) socket.close();
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "socket closed with: {0}", failure.getMessage());
        }
    }

    /** Frees the port, ends the connections and their threads, forgets the mails. */
    @Override
    public void close() {
        premises.closing().countDown();
        closeQuietly(listener);
        open.forEach(SmtpServer::closeQuietly);
        threads.shutdownNow();
        try {
            for (Thread thread : started) thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        premises.store().clear();
    }
}
