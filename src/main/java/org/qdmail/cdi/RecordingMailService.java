package org.qdmail.cdi;

import java.util.concurrent.CompletionStage;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.RouteStatus;
import org.qdmail.SendResult;
import org.qdmail.message.MailMessage;

/** Records the wishes of the calling message methods in each message, at the moment it is handed off. */
final class RecordingMailService implements MailService {
    private final MailService next;

    RecordingMailService(MailService next) {
        this.next = next;
    }

    @Override
    public SendResult send(MailMessage message) {
        return next.send(decorated(message));
    }

    @Override
    public SendResult send(String to, String subject, String text) {
        return send(MailMessage.to(to).subject(subject).text(text).build());
    }

    /** These octets were fixed before, by a call that recorded what was to be recorded. */
    @Override
    public SendResult send(RenderedMail mail) {
        return next.send(mail);
    }

    @Override
    public CompletionStage<SendResult> sendAsync(MailMessage message) {
        return next.sendAsync(decorated(message));
    }

    @Override
    public RenderedMail render(MailMessage message) {
        return next.render(decorated(message));
    }

    @Override
    public void check(MailMessage message) {
        next.check(decorated(message));
    }

    @Override
    public RouteStatus probe() {
        return next.probe();
    }

    private static MailMessage decorated(MailMessage message) {
        return message.withWishes(CurrentWishes.get());
    }
}
