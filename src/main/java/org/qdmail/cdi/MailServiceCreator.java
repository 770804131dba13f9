package org.qdmail.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.spi.CDI;
import org.qdmail.MailService;

/** Called by the container only: gives an injection point the service of its mailer. */
public final class MailServiceCreator implements SyntheticBeanCreator<MailService> {
    static final String MAILER = "mailer";

    @Override
    public MailService create(Instance<Object> lookup, Parameters parameters) {
        return mailers(lookup).service(parameters.get(MAILER, String.class));
    }

    /** On Payara the lookup sees the archives of the server alone, not those of the application. */
    private static ApplicationMailers mailers(Instance<Object> lookup) {
        Instance<ApplicationMailers> found = lookup.select(ApplicationMailers.class);
        return found.isResolvable()
                ? found.get()
                : CDI.current().select(ApplicationMailers.class).get();
    }
}
