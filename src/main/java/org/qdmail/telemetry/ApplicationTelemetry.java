package org.qdmail.telemetry;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.qdmail.config.Configuration;
import org.qdmail.pipeline.Inventory;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.pipeline.WatchedSend;

/**
 * Watches the sends of an application by its OpenTelemetry. Where the API or the bean is missing it does nothing, so no
 * type that leads to OpenTelemetry stands in a field, a parameter or a result here: containers look at all of them.
 */
@ApplicationScoped
class ApplicationTelemetry implements SendWatch {
    private static final String API = "io.opentelemetry.api.OpenTelemetry";

    private final TelemetryLink link;

    /** For the container's proxy only. */
    ApplicationTelemetry() {
        link = TelemetryLink.NONE;
    }

    @Inject
    ApplicationTelemetry(@Any Instance<Object> beans) {
        link = isThere()
                ? OpenTelemetryLink.find(beans, Configuration.ofMicroProfile().telemetry())
                : TelemetryLink.NONE;
    }

    private static boolean isThere() {
        try {
            Class.forName(API, false, ApplicationTelemetry.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false; // not an error: a server without MicroProfile Telemetry
        }
    }

    void start(@Observes Startup event, Inventory inventory) {
        link.watch(inventory);
    }

    @Override
    public WatchedSend asked(String mailer) {
        return link.asked(mailer);
    }

    @PreDestroy
    void close() {
        link.close();
    }
}
