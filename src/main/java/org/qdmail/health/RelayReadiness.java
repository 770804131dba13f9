package org.qdmail.health;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.qdmail.pipeline.Inventory;

/**
 * Ready while every relay can be reached and lets us log in, and no certificate that signs has ended. Liveness never
 * depends on a relay: restarting an application mends none.
 */
@Readiness
@Dependent
public class RelayReadiness implements HealthCheck {
    private static final String NAME = "qdmail";
    private static final String EXPIRED = "MAIL-0403";

    @Inject
    @SuppressWarnings("NullAway.Init")
    RouteWatch watch;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Inventory inventory;

    InstantSource clock = SystemClock.dates();

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).up();
        if (!watch.isTold()) return response.build();
        try {
            for (WatchedRoute route : watch.routes()) tell(route, response);
            new TreeMap<>(inventory.identities()).forEach((name, identity) -> tell(name, identity, response));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            response.down();
        }
        return response.build();
    }

    /** No host, no user: whoever may read this may not read those. */
    private static void tell(WatchedRoute route, HealthCheckResponseBuilder response) {
        String prefix = orUnnamed(route.mailer()) + '.';
        response.withData(prefix + "ready", route.isReady());
        if (!route.isReady()) response.down();
        route.number().ifPresent(number -> response.withData(prefix + "number", number));
        route.lookedAt().ifPresent(at -> response.withData(prefix + "lookedAt", at.toString()));
        route.status().ifPresent(status -> {
            response.withData(prefix + "tls", status.tls().orElse("none").toLowerCase(Locale.ROOT));
            response.withData(prefix + "receipts", status.offersReceipts());
            status.certificateEnd().ifPresent(end -> response.withData(prefix + "certificateEnds", end.toString()));
        });
    }

    private void tell(String name, Inventory.Identity identity, HealthCheckResponseBuilder response) {
        String prefix = "sign." + orUnnamed(name) + '.';
        Instant now = clock.instant();
        boolean isOver = now.isAfter(identity.notAfter());
        if (isOver) response.down().withData(prefix + "number", EXPIRED);
        response.withData(prefix + "certificateEnds", identity.notAfter().toString());
        response.withData(
                prefix + "daysLeft", Duration.between(now, identity.notAfter()).toDays());
        response.withData(prefix + "renew", now.isAfter(identity.renewFrom()));
    }

    private static String orUnnamed(String name) {
        return name.isEmpty() ? "default" : name;
    }
}
