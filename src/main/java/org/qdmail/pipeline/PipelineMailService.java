package org.qdmail.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.qdmail.MailFailed;
import org.qdmail.MailSent;
import org.qdmail.RenderedMail;
import org.qdmail.RouteStatus;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.MailException;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.message.MailMessage;
import org.qdmail.route.Route;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpRelay;

/** One mailer: leads a message through every step of the pipeline. */
final class PipelineMailService implements StandaloneMailService {
    private final String name;
    private final Completion completion;
    private final Planning planning;
    private final Rendering rendering;
    private final Route route;
    private final Delivery delivery;
    private final Events events;
    private final SendWatch watch;
    private final Executor executor;
    private final UnderWay underWay = new UnderWay();

    PipelineMailService(
            String name,
            Completion completion,
            Planning planning,
            Rendering rendering,
            Route route,
            Events events,
            SendWatch watch,
            Executor executor) {
        this.name = name;
        this.completion = completion;
        this.planning = planning;
        this.rendering = rendering;
        this.route = route;
        this.delivery = new Delivery(route);
        this.events = events;
        this.watch = watch;
        this.executor = executor;
    }

    @Override
    public SendResult send(MailMessage message) {
        WatchedSend watched = watch.asked(name);
        return counted(() -> sendNow(message, watched));
    }

    private SendResult sendNow(MailMessage message, WatchedSend watched) {
        MailMessage latest = message;
        watched.began(message.tag());
        try {
            latest = decided(message);
            try (PipelineMail mail = rendering.render(planning.plan(latest))) {
                return deliver(mail, watched);
            }
        } catch (RuntimeException | Error failure) {
            tell(failure, Optional.of(latest), watched);
            throw failure;
        }
    }

    private SendResult deliver(PipelineMail mail, WatchedSend watched) {
        watched.rendered(mail.copies().size(), mail.largest());
        SendResult result = delivery.deliver(mail);
        watched.ended(result);
        events.sent(new MailSent(name, mail.message(), result));
        return result;
    }

    private MailMessage decided(MailMessage message) {
        return completion.withEnforced(events.beforeSend(name, completion.withDefaults(message)));
    }

    @Override
    public SendResult send(String to, String subject, String text) {
        return send(MailMessage.to(to).subject(subject).text(text).build());
    }

    @Override
    public SendResult send(RenderedMail mail) {
        if (!(mail instanceof PipelineMail ours)) {
            throw new IllegalArgumentException("a rendered mail comes from render or RenderedMail.of");
        }
        WatchedSend watched = watch.asked(name);
        return counted(() -> sendNow(ours, watched));
    }

    private SendResult sendNow(PipelineMail mail, WatchedSend watched) {
        watched.began(mail.message().flatMap(MailMessage::tag));
        try {
            return deliver(mail, watched);
        } catch (RuntimeException | Error failure) {
            tell(failure, mail.message(), watched);
            throw failure;
        }
    }

    private void tell(Throwable failure, Optional<MailMessage> message, WatchedSend watched) {
        watched.failed(failure);
        if (failure instanceof MailException known) events.failed(new MailFailed(name, message, known));
    }

    @Override
    public CompletionStage<SendResult> sendAsync(MailMessage message) {
        CompletableFuture<SendResult> stage = new CompletableFuture<>();
        WatchedSend watched = watch.asked(name);
        try {
            executor.execute(() -> complete(stage, message, watched));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            QueueUnavailable failure = new QueueUnavailable(
                    underWay.isClosed() ? DoorFaults.closed() : DoorFaults.executorFull(), noThread);
            watched.failed(failure);
            stage.completeExceptionally(failure);
        }
        return stage;
    }

    /** A stage that waited in the queue until the service was closed ends in MAIL-0004. */
    private void complete(CompletableFuture<SendResult> stage, MailMessage message, WatchedSend watched) {
        try {
            stage.complete(counted(() -> sendNow(message, watched)));
        } catch (RuntimeException | Error failure) {
            stage.completeExceptionally(failure);
        }
    }

    @Override
    public RenderedMail render(MailMessage message) {
        return counted(() -> rendering.render(planning.plan(decided(message))));
    }

    @Override
    public void check(MailMessage message) {
        counted(() -> {
            MailMessage complete = completion.withEnforced(completion.withDefaults(message));
            try (PipelineMail mail = rendering.render(planning.plan(complete))) {
                return mail.size();
            }
        });
    }

    @Override
    public RouteStatus probe() {
        RelayOffer offer = counted(route::probe);
        return new RouteStatus(
                offer.host(),
                offer.port(),
                offer.tls(),
                offer.certificateEnd(),
                offer.loggedInAs(),
                offer.capabilities(),
                offer.offersReceipts(),
                offer.sizeLimit());
    }

    PoolUse pool() {
        return route.use();
    }

    private <T> T counted(Supplier<T> call) {
        underWay.enter();
        try {
            return call.get();
        } finally {
            underWay.leave();
        }
    }

    @Override
    public void close() {
        if (underWay.close(SmtpRelay.GRACE)) route.close(Duration.ZERO);
    }
}
