package org.qdmail.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.Archives;

/** What an application that starts is told in the log. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StartUpWarningsIT {
    private static final String ABSENT = "the jar of the service over HTTP (classifier rest) is not in the application";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "absent", managed = false, testable = false)
    static WebArchive absent() {
        return switchedOn(Archives.withMailbox("absent"));
    }

    @Deployment(name = "present", managed = false, testable = false)
    static WebArchive present() {
        return switchedOn(Archives.withRest("present"));
    }

    @Test
    void theServiceOverHttpIsSwitchedOnWithoutItsJar() {
        assertThat(logOf("absent")).containsOnlyOnce(ABSENT);
        assertThat(logOf("present")).doesNotContain(ABSENT);
    }

    private String logOf(String archive) {
        ServerLog log = ServerLog.fromNow();
        deployer.deploy(archive);
        deployer.undeploy(archive);
        return log.text();
    }

    private static WebArchive switchedOn(WebArchive archive) {
        return Archives.configured(
                archive, "mp.config.profile=dev", "qdmail.rest.enabled=true", "qdmail.rest.auth=none");
    }
}
