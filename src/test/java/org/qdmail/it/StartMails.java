package org.qdmail.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.mail.MailSessionDefinition;
import org.qdmail.MailService;
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

    /** WildFly loses the host of a definition that names no protocol: it writes it as {@code mail..host}. */
    @MailSessionDefinition(
            name = "java:comp/env/mail/Own",
            transportProtocol = "smtp",
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
