package org.qdmail.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.Archives;
import org.qdmail.mailbox.EmbeddedMailbox;

/** A mail session of the server, or of the application, says where mail goes; our own keys win over it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MailSessionIT {
    private static final EmbeddedMailbox MAILBOX = EmbeddedMailbox.start();

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "serversession", managed = false, testable = false)
    static WebArchive withTheServersSession() {
        return application("serversession", "mail/Session", StartMails.Plain.class);
    }

    @Deployment(name = "ownsession", managed = false, testable = false)
    static WebArchive withItsOwnSession() {
        return application("ownsession", "mail/Own", StartMails.WithItsOwnSession.class);
    }

    @AfterAll
    static void stop() {
        MAILBOX.close();
    }

    @Test
    void mailSessionOfTheServerGivesHostAndSender() {
        assertThat(fromOf("serversession")).isEqualTo("From: session@example.com");
    }

    @Test
    @Tag("not-payara") // it binds no definition of a bean before the application starts
    void mailSessionDefinitionOfTheApplicationGivesHostAndSender() {
        assertThat(fromOf("ownsession")).isEqualTo("From: definition@example.com");
    }

    private String fromOf(String archive) {
        MAILBOX.clear();
        deployer.deploy(archive);
        try {
            return new WireMail(MAILBOX.awaitOne()).fields("From").get(0);
        } finally {
            deployer.undeploy(archive);
        }
    }

    private static WebArchive application(String name, String jndiName, Class<?> bean) {
        WebArchive archive = Archives.withComponent(name).addClass(StartMails.class);
        for (Class<?> other : StartMails.class.getDeclaredClasses()) if (other != bean) archive.deleteClass(other);
        return Archives.configured(
                archive, "qdmail.smtp.session-jndi=" + jndiName, "qdmail.smtp.port=" + MAILBOX.smtpPort());
    }
}
