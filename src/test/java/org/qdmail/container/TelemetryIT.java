// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

/** What the server's own MicroProfile Telemetry exports of a send; and the manual names all of it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TelemetryIT {
    private static final EmbeddedMailbox RELAY = EmbeddedMailbox.start();

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() throws Exception {
        Path certificates = Certificates.directory();
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
        return Archives.configured(
                Archives.withComponent("telemetry")
                        .addClasses(SendingServlet.class, SeenByTelemetry.class)
                        .addClasses(SeenByTelemetry.Spans.class, SeenByTelemetry.Metrics.class)
                        .addAsServiceProvider(ConfigurableSpanExporterProvider.class, SeenByTelemetry.Spans.class)
                        .addAsServiceProvider(ConfigurableMetricExporterProvider.class, SeenByTelemetry.Metrics.class),
                "otel.sdk.disabled=false",
                "otel.traces.exporter=" + SeenByTelemetry.EXPORTER,
                "otel.metrics.exporter=" + SeenByTelemetry.EXPORTER,
                "otel.logs.exporter=none",
                "otel.metric.export.interval=100",
                "otel.bsp.schedule.delay=100",
                "qdmail.path.certificates=" + certificates,
                "qdmail.smtp.host=127.0.0.1",
                "qdmail.smtp.port=" + RELAY.smtpPort(),
                "qdmail.smtp.user=relay",
                "qdmail.smtp.password=S3CR3T-relay",
                "qdmail.receipt.secret=S3CR3T-receipt",
                "qdmail.defaults.from=shop@example.com");
    }

    @AfterAll
    static void stop() {
        RELAY.close();
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(application.resolve(path)).build();
        return Http.CLIENT.send(request, Answers.text()).body();
    }

    @Test
    void sendIsExportedAsTheManualSays() throws Exception {
        List<String> expected = Pattern.compile("\\| (?:metric|span) `(qdmail[a-z._]+)`")
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(expected).hasSize(11);

        assertThat(get("send?subject=order")).isEqualTo("1 accepted");

        String seen = "";
        for (int tries = 0; tries < 5_000 && !expected.stream().allMatch(seen::contains); tries++) seen = get("seen");
        assertThat(seen).contains(expected);
        List<String> ours = Pattern.compile("(?:metric|span) (qdmail[a-z._]+)")
                .matcher(seen)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(expected);
    }
}
