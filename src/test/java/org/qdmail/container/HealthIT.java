// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.it.Certificates;
import org.qdmail.mailbox.EmbeddedMailbox;

/** Readiness while one relay works and another is a tarpit: it takes connections and says nothing. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HealthIT {
    private static final EmbeddedMailbox RELAY = EmbeddedMailbox.start();
    private static final ServerSocket TARPIT = tarpit();

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() throws IOException {
        Path certificates = Certificates.directory();
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
        return Archives.configured(
                Archives.withRest("readiness"),
                "mp.config.profile=test",
                "qdmail.mailbox.capture=false",
                "qdmail.smtp.host=127.0.0.1",
                "qdmail.smtp.port=" + RELAY.smtpPort(),
                "qdmail.smtp.user=relay",
                "qdmail.smtp.password=S3CR3T-relay",
                "qdmail.receipt.secret=S3CR3T-receipt",
                "qdmail.mailer.slow.smtp.host=127.0.0.1",
                "qdmail.mailer.slow.smtp.port=" + TARPIT.getLocalPort(),
                "qdmail.defaults.from=shop@example.com",
                "qdmail.path.certificates=" + certificates,
                "qdmail.sign.expiry-warning=P60D",
                "qdmail.health.interval=PT1S",
                "qdmail.health.deadline=PT0.5S",
                "qdmail.rest.enabled=true",
                "qdmail.rest.auth=none");
    }

    private static ServerSocket tarpit() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        RELAY.close();
        TARPIT.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(application.resolve(path));
    }

    /** Some servers answer for their health at a port of its own. */
    private static HttpResponse<String> health(String path) throws Exception {
        return get(URI.create("http://127.0.0.1:" + System.getProperty("it.health.port") + "/health/" + path));
    }

    private static HttpResponse<String> get(URI place) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(place)
                .timeout(Duration.ofSeconds(20)) // the relay would be waited for two minutes
                .build();
        return Http.CLIENT.send(request, Answers.text());
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** A value, a boolean or a number, which Payara writes as a string. */
    private static String text(JsonObject data, String name) {
        return data.get(name).toString().replace("\"", "");
    }

    @Test
    void readinessTellsOfEachRelayWithoutWaitingForOne() throws Exception {
        HttpResponse<String> ready = health("ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        JsonObject data = json(ready.body()).getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("qdmail"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
        assertThat(text(data, "default.ready")).isEqualTo("true");
        assertThat(text(data, "default.receipts")).isEqualTo("true");
        assertThat(text(data, "slow.ready")).isEqualTo("false");
        assertThat(data.getString("slow.number")).isEqualTo("MAIL-0609");
        assertThat(ready.body()).doesNotContain("127.0.0.1", "@");
        assertThat(Integer.parseInt(text(data, "sign.default.daysLeft"))).isBetween(28, 30);
        assertThat(text(data, "sign.default.renew")).isEqualTo("true");
        assertThat(Instant.parse(data.getString("sign.default.certificateEnds")))
                .isAfter(Instant.now());
    }

    @Test
    void livenessDoesNotDependOnRelays() throws Exception {
        assertThat(health("live").statusCode()).isEqualTo(200);
        assertThat(health("live").body()).doesNotContain("qdmail");
    }

    @Test
    void routesAreShownToAdministrators() throws Exception {
        JsonObject answer = json(get("mail/v1/routes").body());

        assertThat(answer.getJsonArray("routes")).hasSize(2);
        JsonObject unnamed = answer.getJsonArray("routes").getJsonObject(0);
        assertThat(unnamed.getBoolean("ready")).isTrue();
        assertThat(unnamed.getJsonObject("server").getInt("port")).isEqualTo(RELAY.smtpPort());
        assertThat(unnamed.getJsonObject("server").getJsonArray("capabilities").toString())
                .contains("DSN");
        assertThat(answer.getJsonArray("routes").getJsonObject(1).getString("mailer"))
                .isEqualTo("slow");
    }
}
