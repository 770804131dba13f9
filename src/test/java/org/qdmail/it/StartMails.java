package org.qdmail.it;

import static org.qdmail.message.Level.HIGH;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.mail.MailSessionDefinition;
import org.qdmail.MailService;
import org.qdmail.Priority;
import org.qdmail.message.MailMessage;

/** Applications that send when they start, so that a test outside of the server sees what they send. */
final class StartMails {
    private StartMails() {}

    static MailMessage letter(String subject) {
        return MailMessage.to("bob@example.net").subject(subject).text("x").build();
    }

    @ApplicationScoped
    static class Plain {
        @Inject
        MailService mail;

        void start(@Observes Startup event) {
            mail.send(letter("start")).requireAllAccepted();
        }
    }

    /** A message method on the managed executor, with a stage that nobody looks at. */
    @ApplicationScoped
    static class Asynchronous {
        @Inject
        MailService mail;

        @Priority(HIGH)
        void start(@Observes Startup event) {
            mail.send(letter("start")).requireAllAccepted();
            mail.sendAsync(letter("later"));
        }
    }

    @MailSessionDefinition(
            name = "java:comp/env/mail/Own",
            host = "127.0.0.1",
            from = "definition@example.com",
            properties = "mail.smtp.starttls.enable=false")
    @ApplicationScoped
    static class WithItsOwnSession {
        @Inject
        MailService mail;

        void start(@Observes Startup event) {
            mail.send(letter("start")).requireAllAccepted();
        }
    }
}
