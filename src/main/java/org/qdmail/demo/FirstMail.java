package org.qdmail.demo;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.PrintStream;
import org.eclipse.microprofile.config.Config;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.envelope.Outcome;
import org.qdmail.message.MailMessage;

/** Sends the first mail when the server has started, then says where to see it. */
@ApplicationScoped
class FirstMail {
    /** After every other observer: the component has looked at its configuration by then. */
    void send(
            @Observes @Priority(Integer.MAX_VALUE) Startup started,
            MailService mail,
            OrderMails orders,
            Config config) {
        if (!"dev"
                .equals(config.getOptionalValue("mp.config.profile", String.class)
                        .orElse(""))) return;
        MailMessage message = orders.confirmation("Taro <taro@example.jp>", 42);
        SendResult result = mail.send(message);
        tell(System.out, config.getOptionalValue("http.port", String.class).orElse("9080"), message, result);
    }

    private static void tell(PrintStream out, String port, MailMessage message, SendResult result) {
        out.println("--------------------------------------------------------------------------------");
        out.println("Qdmail sent a mail by SMTP: " + message.subject());
        for (Outcome outcome : result.outcomes()) {
            out.println(
                    "  to " + outcome.recipient() + ": " + outcome.state() + ", delivery receipt " + outcome.receipt());
        }
        out.println("  from a bean method with @Signed @Priority(HIGH) @Receipt");
        out.println("See it:    http://localhost:" + port + "/mail/");
        out.println("Try next:  change OrderMails in src/main/java/org/qdmail/demo, or run");
        out.println("           mvn -Pserver liberty:dev   to have changes reloaded");
        out.println("--------------------------------------------------------------------------------");
    }
}
