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
import org.qdmail.smtp.RelayOffer;

/** One mailer: leads a message through every step of the pipeline. */
final class PipelineMailService implements StandaloneMailService {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Completion completion;
    private final Planning planning;
    private final Rendering rendering;
    private final Route route;
    private final Delivery delivery;
    private final Events events;
    private final Executor executor;
    private final UnderWay underWay = new UnderWay();

    PipelineMailService(
            String name,
            Completion completion,
            Planning planning,
            Rendering rendering,
            Route route,
            Events events,
            Executor executor) {
        this.name = name;
        this.completion = completion;
        this.planning = planning;
        this.rendering = rendering;
        this.route = route;
        this.delivery = new Delivery(route);
        this.events = events;
        this.executor = executor;
    }

    @Override
    public SendResult send(MailMessage message) {
        return counted(() -> sendNow(message));
    }

    private SendResult sendNow(MailMessage message) {
        MailMessage latest = message;
        try {
            latest = decided(message);
            try (PipelineMail mail = rendering.render(planning.plan(latest))) {
                return told(mail, delivery.deliver(mail));
            }
        } catch (MailException failure) {
            events.failed(new MailFailed(name, Optional.of(latest), failure));
            throw failure;
        }
    }

    private MailMessage decided(MailMessage message) {
        return completion.withEnforced(events.beforeSend(name, completion.withDefaults(message)));
    }

    private SendResult told(PipelineMail mail, SendResult result) {
        events.sent(new MailSent(name, mail.message(), result));
        return result;
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
        return counted(() -> {
            try {
                return told(ours, delivery.deliver(ours));
            } catch (MailException failure) {
                events.failed(new MailFailed(name, ours.message(), failure));
                throw failure;
            }
        });
    }

    @Override
    public CompletionStage<SendResult> sendAsync(MailMessage message) {
        CompletableFuture<SendResult> stage = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(stage, message));
        } catch (RejectedExecutionException full) {
            stage.completeExceptionally(new QueueUnavailable(DoorFaults.executorFull(), full));
        }
        return stage;
    }

    /** A stage that waited in the queue until the service was closed ends in MAIL-0004. */
    private void complete(CompletableFuture<SendResult> stage, MailMessage message) {
        try {
            stage.complete(counted(() -> sendNow(message)));
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
                offer.loggedInAs(),
                offer.capabilities(),
                offer.offersReceipts(),
                offer.sizeLimit());
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
        if (underWay.close(PATIENCE)) route.close();
    }
}
