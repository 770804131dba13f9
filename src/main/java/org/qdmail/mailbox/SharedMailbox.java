package org.qdmail.mailbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qdmail.config.Configuration;
import org.qdmail.route.RelayRoute;
import org.qdmail.route.Route;
import org.qdmail.settings.MailboxSettings;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtpserver.MailStore;
import org.qdmail.smtpserver.ServerLimits;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.smtpserver.StoredMail;

/**
 * The one mailbox of an application: whoever captures mail, injects the mailbox or shows its page uses the same server
 * and store. There is one for each class loader of this jar, and so one for each application that carries it.
 */
final class SharedMailbox {
    private static final Logger LOG = System.getLogger(SharedMailbox.class.getName());
    private static final SharedMailbox OF_APPLICATION = new SharedMailbox(SharedMailbox::configured);
    private static final MailboxSettings DEFAULTS =
            new MailboxSettings(InetAddress.getLoopbackAddress(), 0, 500, 200L << 20, true, Optional.empty());

    private final Supplier<Configured> configuration;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Running running;

    SharedMailbox(Supplier<Configured> configuration) {
        this.configuration = configuration;
    }

    /** What the configuration says; no settings outside of dev and test. */
    record Configured(Optional<MailboxSettings> settings, Path spool) {}

    private record Running(
            SmtpServer server,
            MailShelf shelf,
            AnswerBook answers,
            Answering answering,
            EventHub events,
            Optional<Deliverer> deliverer,
            boolean page) {
        void close() {
            events.close();
            deliverer.ifPresent(Deliverer::close);
            answering.close();
            server.close();
        }
    }

    static SharedMailbox ofApplication() {
        return OF_APPLICATION;
    }

    private static Configured configured() {
        try {
            Configuration configuration = Configuration.ofMicroProfile();
            return new Configured(configuration.mailbox(), configuration.spoolDirectory());
        } catch (IllegalStateException noMicroProfileConfig) {
            return new Configured(Optional.of(DEFAULTS), Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    /** Starts in the profiles dev and test; whether it runs now. */
    boolean startInDevelopment() {
        lock.lock();
        try {
            if (running != null) return true;
            Configured configured = configuration.get();
            configured.settings().ifPresent(settings -> start(settings, configured.spool()));
            return running != null;
        } finally {
            lock.unlock();
        }
    }

    private Running start(MailboxSettings settings, Path spool) {
        ServerLimits limits = ServerLimits.defaults(spool).withStore(settings.maxMessages(), settings.maxSizeOctets());
        SmtpServer server = SmtpServer.start(settings.bind(), settings.smtpPort(), limits, InstantSource.system());
        Route route = new RelayRoute(
                new SmtpRelay(SmtpSettings.loopback(server.address().getPort()).withClientName("localhost")));
        AnswerBook answers = new AnswerBook();
        Answering answering = new Answering(route, spool, InstantSource.system());
        Running started = new Running(
                server,
                new MailShelf(server.store()),
                answers,
                answering,
                new EventHub(server.store()),
                settings.deliverAfter()
                        .map(after -> new Deliverer(
                                server.store(),
                                after,
                                InstantSource.system(),
                                (mail, request) -> answer(server.store(), answers, answering, mail, request))),
                settings.page());
        running = started;
        LOG.log(Level.INFO, "mailbox: SMTP at {0}:{1}", settings.bind().getHostAddress(), portText(server));
        return started;
    }

    private static String portText(SmtpServer server) {
        return Integer.toString(server.address().getPort()); // as text, or the logger writes 45,678
    }

    /** The server; started now if it does not run, since somebody has decided that mail goes there. */
    SmtpServer server() {
        lock.lock();
        try {
            Running now = running;
            if (now == null) {
                Configured configured = configuration.get();
                now = start(configured.settings().orElse(DEFAULTS), configured.spool());
            }
            return now.server();
        } finally {
            lock.unlock();
        }
    }

    int smtpPort() {
        return server().address().getPort();
    }

    /** What may be shown over HTTP: nothing unless it runs and the page is on. */
    private Optional<Running> shown() {
        lock.lock();
        try {
            return Optional.ofNullable(running).filter(Running::page);
        } finally {
            lock.unlock();
        }
    }

    /** The mails, as far as they may be shown. */
    Optional<MailShelf> page() {
        return shown().map(Running::shelf);
    }

    /** What a client of its SMTP server has to trust, if the mailbox may be shown. */
    Optional<X509Certificate> certificate() {
        return shown().map(now -> now.server().certificate());
    }

    /** Who tells pages of changes. */
    Optional<EventHub> events() {
        return shown().map(Running::events);
    }

    /** What was answered to a mail. */
    List<Answer> answers(String id) {
        return shown().map(now -> now.answers().of(id)).orElse(List.of());
    }

    /** Answers a mail, and keeps that with it. */
    List<Answer> answer(StoredMail mail, AnswerRequest request) throws IOException {
        Optional<Running> now = shown();
        if (now.isEmpty()) return List.of();
        Running known = now.get();
        return answer(known.server().store(), known.answers(), known.answering(), mail, request);
    }

    private static List<Answer> answer(
            MailStore store, AnswerBook answers, Answering answering, StoredMail mail, AnswerRequest request)
            throws IOException {
        answers.keep(store.all().stream().map(StoredMail::id).collect(Collectors.toSet()));
        List<Answer> sent = new ArrayList<>();
        try {
            answering.answer(mail, request, answer -> {
                answers.add(mail.id(), answer);
                sent.add(answer);
            });
            return sent;
        } finally {
            store.touch();
        }
    }

    void stop() {
        Running stopped;
        lock.lock();
        try {
            stopped = running;
            running = null;
        } finally {
            lock.unlock();
        }
        if (stopped != null) stopped.close();
    }
}
