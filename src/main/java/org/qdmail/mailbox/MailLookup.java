package org.qdmail.mailbox;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.qdmail.failure.MailboxFaults;
import org.qdmail.smtpserver.StoredMail;

/** Finds the mail that a request is about. */
final class MailLookup {
    private MailLookup() {}

    /** What a request does with its mail. */
    interface Use {
        Response of(StoredMail mail) throws IOException;
    }

    /** The answer about a mail; 404 when it is not there, or leaves the store meanwhile. */
    static Response withMail(SharedMailbox mailbox, String id, Use use) {
        Optional<StoredMail> mail =
                mailbox.page().flatMap(shelf -> shelf.store().find(id));
        if (mail.isEmpty()) return notFound(id);
        try {
            return use.of(mail.get());
        } catch (IOException removed) {
            return notFound(id);
        }
    }

    private static Response notFound(String id) {
        return Refusals.of(Response.Status.NOT_FOUND, MailboxFaults.noSuchMail(id));
    }
}
