package org.qdmail.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import org.qdmail.MailService;

/** Called by the container only: gives an injection point the service of its mailer. */
public final class MailServiceCreator implements SyntheticBeanCreator<MailService> {
    static final String MAILER = "mailer";

    @Override
    public MailService create(Instance<Object> lookup, Parameters parameters) {
        return lookup.select(ApplicationMailers.class).get().service(parameters.get(MAILER, String.class));
    }
}
