package org.qdmail.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.SuspectedAttacks;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.WireTime;

/**
 * Hands mails to one relay over connections that it keeps. May be shared by all threads; every call blocks its thread
 * within the limits of {@link SmtpTimeouts} and acts on an interrupt within a second.
 */
public final class SmtpRelay implements AutoCloseable {
    /** What mails have to end by themselves once nobody is served any more. */
    public static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration AFTER_GRACE = Duration.ofSeconds(1);

    private final SmtpSettings settings;
    private final WireTime time;
    private final SuspectedAttacks attacks = new SuspectedAttacks();
    private final AtomicBoolean chunksTrusted = new AtomicBoolean(true);
    private final Farewells farewells;
    private final Watchdog watchdog;
    private final ConnectionPool pool;
    private final Window window;
    private final OpenCalls calls;

    public SmtpRelay(SmtpSettings settings) {
        this(settings, WireTime.ofSystem(), HostNames.ofSystem());
    }

    /** With a time and names of the caller's choice. */
    public SmtpRelay(SmtpSettings settings, WireTime time, HostNames names) {
        this(settings, time, names, Optional.empty(), Thread::new);
    }

    /** With side threads of a test's making. */
    SmtpRelay(SmtpSettings settings, WireTime time, HostNames names, ThreadFactory threads) {
        this(settings, time, names, Optional.empty(), threads);
    }

    /**
     * A program of this machine in place of a server; of the settings, host and port are only told.
     *
     * @throws IllegalArgumentException when the settings want TLS, a login or a proxy
     */
    public SmtpRelay(SmtpSettings settings, WireTime time, Program program) {
        this(settings, time, HostNames.ofSystem(), Optional.of(program), Thread::new);
        boolean isBare = settings.tls() == TlsMode.NONE
                && settings.login().isEmpty()
                && settings.proxy().isEmpty();
        if (!isBare) throw new IllegalArgumentException("TLS, a login or a proxy on the way to a program");
    }

    private SmtpRelay(
            SmtpSettings settings, WireTime time, HostNames names, Optional<Program> program, ThreadFactory threads) {
        this.settings = settings;
        this.time = time;
        this.farewells = new Farewells(settings.pool().connections(), threads);
        this.watchdog = new Watchdog(time, Farewells.THREAD_NAME + "watch");
        Opening opening = new Opening(settings, program, names, watchdog, farewells.threads(), attacks);
        this.pool = new ConnectionPool(settings, opening, watchdog, farewells);
        this.window = new Window(pool, settings, time, chunksTrusted, watchdog, farewells.threads());
        this.calls = new OpenCalls(watchdog);
        watchdog.doWhenIdle(pool::endWorn);
    }

    /** A program that is an SMTP server on its standard input and output. */
    public interface Program {
        /** Starts it once more. */
        Process start() throws IOException;

        /** What to say when it could not be started. */
        Fault notStarted(IOException failure);
    }

    /**
     * Hands the octets over. Whatever a server or the network does becomes an outcome: ACCEPTED means that the relay
     * took the mail over (RFC 5321 section 4.2.5) and says nothing about delivery, UNKNOWN that it may have. They tell
     * of {@link org.qdmail.envelope.Outcome.Way#RELAY}; who uses it for another way says so.
     *
     * @throws QueueUnavailable when this relay is closed (MAIL-0004)
     */
    public SmtpReport deliver(Envelope envelope, FrozenMail mail) {
        return deliver(envelope, mail, startDeadline());
    }

    /** Hands the octets over as {@link #deliver(Envelope, FrozenMail)} does, within what is left of the time. */
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        enter();
        try {
            return new Delivery(pool, settings, time, chunksTrusted, window, envelope, mail, deadline).run();
        } finally {
            calls.leave();
        }
    }

    /** The time that a mail may take, {@code qdmail.smtp.deadline} from now on. */
    public Deadline startDeadline() {
        return Deadline.in(settings.timeouts().deadline(), time);
    }

    /**
     * Connects, logs in and asks what the relay offers, without sending a mail. Uses no kept connection; where all of {@link
     * PoolSettings#connections()} are open, one that is kept is closed for it.
     *
     * @throws DeliveryFailed when that fails
     * @throws QueueUnavailable when this relay is closed (MAIL-0004)
     */
    public RelayOffer probe() {
        enter();
        try {
            return offerOf(pool.takeNew(startDeadline()));
        } catch (StepFailed failure) {
            throw new DeliveryFailed(
                    failure.fault(), failure.phase(), List.of(), failure.reply(), failure.isRetryable(), failure);
        } finally {
            calls.leave();
        }
    }

    private RelayOffer offerOf(SmtpConnection connection) {
        try {
            Capabilities offered = connection.capabilities();
            return new RelayOffer(
                    settings.host(),
                    settings.port(),
                    connection.tls(),
                    connection.certificateEnd(),
                    offered.keywords(),
                    offered.loginMechanisms(),
                    offered.sizeLimit(),
                    connection.isLoggedIn() ? settings.login().map(Login::user) : Optional.empty());
        } finally {
            connection.retire();
            pool.giveBack(connection);
        }
    }

    private void enter() {
        if (!calls.enter()) throw new QueueUnavailable(DoorFaults.closed());
    }

    /** The connections at this moment. Each suspected attack was logged as a warning. */
    public PoolUse use() {
        return new PoolUse(pool.used(), pool.idle(), settings.pool().connections(), attacks.count());
    }

    /** Takes no further mail, lets running ones end within {@link #GRACE}, then aborts them (MAIL-0617). */
    @Override
    public void close() {
        close(GRACE);
    }

    /** Takes no further mail, lets running ones end within this time, then aborts them (MAIL-0617). */
    public void close(Duration grace) {
        if (!calls.close()) return;
        pool.close();
        Duration farewell = SmtpTimeouts.QUIT;
        if (!calls.awaitEnd(grace)) {
            watchdog.endAll();
            calls.awaitAborted();
            farewell = AFTER_GRACE;
        }
        farewells.close(farewell);
        watchdog.endAll(); // also what no caller waits for any more
        watchdog.close();
    }
}
