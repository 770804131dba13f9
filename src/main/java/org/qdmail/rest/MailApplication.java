package org.qdmail.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The mail service over HTTP, at {@code /mail/v1} below the application's root. It names its classes one by one, so that
 * it publishes nothing of the application.
 */
@Dependent
@ApplicationPath("mail/v1")
public class MailApplication extends Application {
    /** The mark of this application: an application's own {@code Application} may publish our classes once more. */
    static final String MARK = "org.qdmail.rest";

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                MessageResource.class,
                RoutesResource.class,
                Switch.class,
                Guard.class,
                ContainerRefusals.class,
                Unexpected.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(MARK, true);
    }
}
