package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.mailbox.EmbeddedMailbox;

/** Several applications with the component in one server: they come, go, and do not see each other. */
@ExtendWith(ArquillianExtension.class)
class ApplicationsIT {

    private static final int ROUNDS = 10;
    private static final EmbeddedMailbox RELAY = EmbeddedMailbox.start();

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "observer", testable = false)
    static WebArchive observer() {
        return ShrinkWrap.create(WebArchive.class, "observer.war").addClass(ObserverServlet.class);
    }

    @Deployment(name = "left", managed = false, testable = false)
    static WebArchive left() {
        return sender("left");
    }

    @Deployment(name = "right", managed = false, testable = false)
    static WebArchive right() {
        return sender("right");
    }

    @Deployment(name = "angus", managed = false, testable = false)
    static WebArchive bringsItsOwnJakartaMail() {
        return sender("angus")
                .addClass(JakartaMailServlet.class)
                .addAsLibrary(Archives.jarOf(jakarta.mail.Session.class))
                .addAsLibrary(Archives.jarOf(org.eclipse.angus.mail.smtp.SMTPTransport.class));
    }

    private static WebArchive sender(String name) {
        return Archives.configured(
                Archives.withComponent(name).addClass(SendingServlet.class),
                "qdmail.smtp.host=127.0.0.1",
                "qdmail.smtp.port=" + RELAY.smtpPort(),
                "qdmail.defaults.from=" + name + "@example.com");
    }

    @AfterEach
    void forgetWhatArrived() {
        RELAY.clear();
    }

    @AfterAll
    static void stopTheRelay() {
        RELAY.close();
    }

    @Test
    void f08EachOfTwoApplicationsSeesItsOwnConfiguration() throws Exception {
        deployer.deploy("left");
        deployer.deploy("right");
        try {
            get("/left/send?subject=one");
            get("/right/send?subject=two");

            assertThat(RELAY.await(2))
                    .extracting(mail -> mail.subject() + " from " + mail.returnPath())
                    .containsExactly("one from left@example.com", "two from right@example.com");
        } finally {
            deployer.undeploy("left");
            deployer.undeploy("right");
        }
    }

    @Test
    void f07ApplicationWithItsOwnJakartaMailSendsAMessageOfIt() throws Exception {
        deployer.deploy("angus");
        try {
            assertThat(get("/angus/jakarta")).isEqualTo("1 accepted, same octets: true");

            assertThat(RELAY.awaitOne().subject()).isEqualTo("made by Jakarta Mail");
        } finally {
            deployer.undeploy("angus");
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void f05StoppedApplicationLeavesNothingInTheServer() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            deployer.deploy("left");
            assertThat(get("/left/send?subject=round")).isEqualTo("1 accepted");
            deployer.undeploy("left");
        }

        assertThat(RELAY.received()).hasSize(ROUNDS);
        assertThat(held("traces")).isGreaterThanOrEqualTo(ROUNDS);
        assertThat(held("threads")).isZero();
        assertThat(held("beans")).isZero();
        // the server itself may keep the last application for a while
        assertThat(held("loaders")).isLessThanOrEqualTo(2);
    }

    private static long held(String what) throws IOException, InterruptedException {
        return Long.parseLong(get("/observer/held?what=" + what));
    }

    private static String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + System.getProperty("it.http.port") + path);
        var response = Http.CLIENT.send(HttpRequest.newBuilder(uri).build(), Answers.text());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
