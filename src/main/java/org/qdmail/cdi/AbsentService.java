package org.qdmail.cdi;

import java.util.Optional;
import org.qdmail.settings.RestSettings;

/** The service over HTTP is a jar of its own: switched on without it, nothing of it answers. */
final class AbsentService {
    private static final String PART = "org/qdmail/rest/MailApplication.class";

    private AbsentService() {}

    /**
     * What to tell whoever switched it on.
     *
     * @param loader has the jars of the application
     */
    static Optional<String> warning(RestSettings settings, ClassLoader loader) {
        if (!settings.enabled() || loader.getResource(PART) != null) return Optional.empty();
        return Optional.of(
                "qdmail.rest.enabled=true, but the jar of the service over HTTP (classifier rest) is not in the"
                        + " application, so it is not served; add the jar, or remove the key");
    }
}
