package org.qdmail.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.qdmail.BeforeSend;
import org.qdmail.MailFailed;
import org.qdmail.MailSent;
import org.qdmail.Mailer;
import org.qdmail.Tagged;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.SendVetoed;
import org.qdmail.message.MailMessage;

/** Fires the events of the door as CDI events. */
@Dependent
class MailEvents {
    private static final Logger LOG = System.getLogger(MailEvents.class.getName());

    private final Event<BeforeSend> before;
    private final Event<MailSent> sent;
    private final Event<MailFailed> failed;

    @Inject
    MailEvents(Event<BeforeSend> before, Event<MailSent> sent, Event<MailFailed> failed) {
        this.before = before;
        this.sent = sent;
        this.failed = failed;
    }

    /** The message that leaves: the given one, or what an observer put in its place. */
    MailMessage beforeSend(String mailer, MailMessage message) {
        BeforeSend event = new BeforeSend(mailer, message);
        try {
            before.select(qualifiers(mailer, Optional.of(message))).fire(event);
        } catch (RuntimeException thrown) {
            throw new SendVetoed(DoorFaults.observerFailed(thrown.getClass().getName()), thrown);
        }
        event.vetoed().ifPresent(reason -> {
            throw new SendVetoed(DoorFaults.vetoed(reason));
        });
        return event.message();
    }

    void sent(MailSent event, Executor executor) {
        tell(sent.select(qualifiers(event.mailer(), event.message())), event, executor);
    }

    void failed(MailFailed event, Executor executor) {
        tell(failed.select(qualifiers(event.mailer(), event.message())), event, executor);
    }

    /** What an observer throws is logged: it cannot undo what happened. */
    private static <T> void tell(Event<T> observers, T event, Executor executor) {
        try {
            observers
                    .fireAsync(event, NotificationOptions.ofExecutor(executor))
                    .whenComplete((told, thrown) -> log(event, thrown));
        } catch (RuntimeException thrown) {
            log(event, thrown);
        }
        try {
            observers.fire(event);
        } catch (RuntimeException thrown) {
            log(event, thrown);
        }
    }

    private static void log(Object event, @Nullable Throwable thrown) {
        if (thrown == null) return;
        LOG.log(
                Level.WARNING,
                "an observer of " + event.getClass().getSimpleName() + " threw; the mail stands",
                thrown);
    }

    private static Annotation[] qualifiers(String mailer, Optional<MailMessage> message) {
        List<Annotation> qualifiers = new ArrayList<>();
        if (!mailer.isEmpty()) qualifiers.add(Mailer.Literal.of(mailer));
        message.flatMap(MailMessage::tag).map(Tagged.Literal::of).ifPresent(qualifiers::add);
        return qualifiers.toArray(Annotation[]::new);
    }
}
