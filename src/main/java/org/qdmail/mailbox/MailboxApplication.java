package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The mailbox over HTTP, at {@code /mail/v1/mailbox} below the application's root. Its path is longer than that of the
 * page ({@code /mail/}) and of the mail service ({@code /mail/v1}), so each gets its own requests.
 */
@Dependent
@ApplicationPath("/mail/v1/mailbox")
public class MailboxApplication extends Application {
    /** The mark of this application: an application's own {@code Application} may publish our classes once more. */
    static final String MARK = "org.qdmail.mailbox";

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                MessagesResource.class,
                PartsResource.class,
                HtmlResource.class,
                AnswersResource.class,
                EventsResource.class,
                SetupResource.class,
                CertificateResource.class,
                MailboxFilter.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(MARK, true);
    }
}
