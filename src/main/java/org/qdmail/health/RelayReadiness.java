package org.qdmail.health;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every relay can be reached and lets us log in. Liveness never depends on a relay: restarting an
 * application mends none.
 */
@Readiness
@Dependent
public class RelayReadiness implements HealthCheck {
    private static final String NAME = "qdmail";

    @Inject
    @SuppressWarnings("NullAway.Init")
    RouteWatch watch;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).up();
        if (!watch.isTold()) return response.build();
        try {
            for (WatchedRoute route : watch.routes()) tell(route, response);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            response.down();
        }
        return response.build();
    }

    /** No host, no user: whoever may read this may not read those. */
    private static void tell(WatchedRoute route, HealthCheckResponseBuilder response) {
        String prefix = (route.mailer().isEmpty() ? "default" : route.mailer()) + '.';
        response.withData(prefix + "ready", route.isReady());
        if (!route.isReady()) response.down();
        route.number().ifPresent(number -> response.withData(prefix + "number", number));
        route.lookedAt().ifPresent(at -> response.withData(prefix + "lookedAt", at.toString()));
        route.status().ifPresent(status -> {
            response.withData(prefix + "tls", status.tls().orElse("none").toLowerCase(Locale.ROOT));
            response.withData(prefix + "receipts", status.offersReceipts());
        });
    }
}
