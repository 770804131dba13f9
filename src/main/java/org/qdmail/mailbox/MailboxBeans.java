package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import org.qdmail.failure.MailboxFaults;
import org.qdmail.failure.MisconfiguredMail;

/** Lets the mailbox live as long as its application, and be injected. */
@Dependent
public class MailboxBeans {
    void start(@Observes Startup event) {
        SharedMailbox.ofApplication().startInDevelopment();
    }

    void stop(@Observes Shutdown event) {
        SharedMailbox.ofApplication().stop();
    }

    @Produces
    MailboxAccess mailbox() {
        SharedMailbox shared = SharedMailbox.ofApplication();
        if (!shared.startInDevelopment()) throw MisconfiguredMail.of(MailboxFaults.notInProduction());
        return LocalMailbox.borrowing(shared.server());
    }
}
