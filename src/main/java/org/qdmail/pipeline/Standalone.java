package org.qdmail.pipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.qdmail.RenderedMail;
import org.qdmail.RouteStatus;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.MailMessage;
import org.qdmail.settings.QdmailSettings;

/** The unnamed mailer with threads of its own. */
final class Standalone implements StandaloneMailService {
    private static final System.Logger LOG = System.getLogger(Standalone.class.getName());
    private static final int THREADS = 4;
    private static final int QUEUED = 1000;

    private final Mailers mailers;
    private final StandaloneMailService unnamed;
    private final ExecutorService executor;

    private Standalone(Mailers mailers, StandaloneMailService unnamed, ExecutorService executor) {
        this.mailers = mailers;
        this.unnamed = unnamed;
        this.executor = executor;
    }

    static Standalone start(QdmailSettings settings) {
        settings.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        ExecutorService executor = threads();
        try {
            Mailers mailers = Mailers.start(settings, Events.NONE, SendWatch.NONE, executor);
            return new Standalone(mailers, mailers.named("").orElseThrow(), executor);
        } catch (RuntimeException | Error failure) {
            executor.shutdown();
            throw failure;
        }
    }

    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUED), task -> {
                    Thread thread = new Thread(task, "qdmail-async-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public SendResult send(MailMessage message) {
        return unnamed.send(message);
    }

    @Override
    public SendResult send(String to, String subject, String text) {
        return unnamed.send(to, subject, text);
    }

    @Override
    public SendResult send(RenderedMail mail) {
        return unnamed.send(mail);
    }

    @Override
    public CompletionStage<SendResult> sendAsync(MailMessage message) {
        return unnamed.sendAsync(message);
    }

    @Override
    public RenderedMail render(MailMessage message) {
        return unnamed.render(message);
    }

    @Override
    public void check(MailMessage message) {
        unnamed.check(message);
    }

    @Override
    public RouteStatus probe() {
        return unnamed.probe();
    }

    @Override
    public void close() {
        try {
            mailers.close();
        } finally {
            // queued tasks still run: each one finds its mailer closed and fails its stage
            executor.shutdown();
        }
    }
}
