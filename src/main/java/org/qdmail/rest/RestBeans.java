package org.qdmail.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.qdmail.MailService;
import org.qdmail.config.Configuration;
import org.qdmail.settings.RestSettings;

/** Gives the application its one desk, when the service is on. */
@Dependent
class RestBeans {
    @Produces
    @Singleton
    OpenDesk desk(Instance<MailService> mail) {
        Configuration configuration = Configuration.ofMicroProfile();
        Optional<RestSettings> settings = configuration.rest().filter(RestSettings::enabled);
        return new OpenDesk(settings.map(enabled -> new MailDesk(
                mail::get, enabled, configuration.spoolDirectory(), SystemClock.dates(), SystemClock.nanoseconds())));
    }
}
