package org.qdmail.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.qdmail.BeforeSend;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.message.PriorityWish;

/** Keeps every message that is about to leave, and stops it: no relay is needed. */
@ApplicationScoped
class Captured {
    /** A relay that is never connected to. */
    static final Map<String, String> CONFIGURED =
            Map.of("qdmail.smtp.host", "relay.invalid", "qdmail.defaults.from", "shop@example.com");

    private final List<MailMessage> messages = new CopyOnWriteArrayList<>();

    void keep(@Observes BeforeSend event) {
        messages.add(event.message());
        event.veto("captured");
    }

    List<MailMessage> messages() {
        return messages;
    }

    /** The level wished for the only message. */
    Optional<Level> level() {
        if (messages.size() != 1) throw new AssertionError(messages.size() + " messages");
        return messages.get(0).wishes().priority().flatMap(PriorityWish::level);
    }
}
