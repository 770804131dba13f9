package org.qdmail.demo;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.qdmail.address.EmailAddress;
import org.qdmail.signing.DemoIdentity;

/** Makes a signing identity for this run of the dev profile, before the component looks for one. */
@ApplicationScoped
class DemoSigningIdentity {
    void make(@Observes @Priority(0) Startup started, Config config) throws IOException {
        if (!"dev"
                .equals(config.getOptionalValue("mp.config.profile", String.class)
                        .orElse(""))) return;
        Path directory = Path.of(config.getValue("qdmail.path.certificates", String.class));
        DemoIdentity.write(directory, EmailAddress.of("shop@example.com"), SystemClock.get());
    }
}
