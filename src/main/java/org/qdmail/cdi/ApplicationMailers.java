package org.qdmail.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.qdmail.MailFailed;
import org.qdmail.MailSent;
import org.qdmail.MailService;
import org.qdmail.encryption.RecipientCertificates;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.message.MailMessage;
import org.qdmail.pipeline.Events;
import org.qdmail.pipeline.Inventory;
import org.qdmail.pipeline.Mailers;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.settings.QdmailSettings;

/** The mailers of one application: opened when it starts, closed when it stops. */
@ApplicationScoped
class ApplicationMailers {
    private static final Logger LOG = System.getLogger(ApplicationMailers.class.getName());

    private final ManagedExecutor executor = new ManagedExecutor();
    private final @Nullable Mailers mailers;

    /** For the container's proxy only. */
    ApplicationMailers() {
        mailers = null;
    }

    @Inject
    ApplicationMailers(
            UsedInCode used,
            MailEvents events,
            Instance<SendWatch> watches,
            Instance<RecipientCertificates> certificates,
            ApplicationTokenBeans tokens) {
        QdmailSettings settings =
                new ApplicationSettings(ConfigProvider.getConfig()).read(used, new SessionLookup(), tokens);
        settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        SendWatch watch = watches.isUnsatisfied() ? SendWatch.NONE : watches.get();
        mailers = Mailers.start(
                settings,
                new ContainerEvents(events, executor),
                watch,
                executor,
                certificates.isUnsatisfied() ? Optional.empty() : Optional.of(certificates.get()));
    }

    /** Does nothing but exist: the settings are read, and wrong ones have been told. */
    void ready() {}

    Inventory inventory() {
        if (mailers == null) throw new QueueUnavailable(DoorFaults.closed());
        return mailers;
    }

    MailService service(String name) {
        if (mailers == null) throw new QueueUnavailable(DoorFaults.closed());
        return new RecordingMailService(mailers.named(name).orElseThrow(ApplicationMailers::noRelay));
    }

    /** An injection point that start-up could not see, such as a servlet's, in an application of named mailers. */
    private static MisconfiguredMail noRelay() {
        return MisconfiguredMail.of(ConfigFaults.relayHostMissing(ConfigFaults.notSet("qdmail.smtp.host"), "qdmail."));
    }

    @PreDestroy
    void close() {
        if (mailers != null) mailers.close();
        executor.close();
    }

    private record ContainerEvents(MailEvents events, ManagedExecutor executor) implements Events {
        @Override
        public MailMessage beforeSend(String mailer, MailMessage message) {
            return events.beforeSend(mailer, message);
        }

        @Override
        public void sent(MailSent event) {
            events.sent(event, executor);
        }

        @Override
        public void failed(MailFailed event) {
            events.failed(event, executor);
        }
    }
}
