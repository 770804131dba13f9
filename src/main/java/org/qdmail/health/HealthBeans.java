package org.qdmail.health;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.qdmail.MailService;
import org.qdmail.Mailer;
import org.qdmail.RouteStatus;
import org.qdmail.config.Configuration;

/** Gives the application its one watch, over every mailer that there is. */
@Dependent
class HealthBeans {
    @Produces
    @Singleton
    RouteWatch watch(@Any Instance<MailService> mailers) {
        Map<String, Supplier<RouteStatus>> probes = new HashMap<>();
        for (Instance.Handle<MailService> handle : mailers.handles()) {
            String name = handle.getBean().getQualifiers().stream()
                    .filter(Mailer.class::isInstance)
                    .map(qualifier -> ((Mailer) qualifier).value())
                    .findFirst()
                    .orElse("");
            probes.put(name, () -> handle.get().probe());
        }
        return new RouteWatch(probes, Configuration.ofMicroProfile().health(), SystemClock.dates());
    }

    void end(@Disposes RouteWatch watch) {
        watch.close();
    }
}
