// SPDX-License-Identifier: Apache-2.0
package org.qdmail.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.it.Certificates;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;
import org.qdmail.pipeline.Events;
import org.qdmail.pipeline.Inventory.Identity;
import org.qdmail.pipeline.Mailers;
import org.qdmail.pipeline.SendWatch;

/** The values that are read whenever somebody collects them. */
class StateMetricsTest {
    @RegisterExtension
    final OpenTelemetryExtension seen = OpenTelemetryExtension.create();

    private Map<String, Double> values(String name) {
        Map<String, Double> values = new TreeMap<>();
        for (MetricData metric : seen.getMetrics()) {
            if (!metric.getName().equals(name)) continue;
            metric.getLongSumData().getPoints().forEach(point -> put(values, point, each -> point.getValue()));
            metric.getDoubleGaugeData().getPoints().forEach(point -> put(values, point, each -> point.getValue()));
        }
        return values;
    }

    private static void put(Map<String, Double> values, PointData point, ToDoubleFunction<PointData> value) {
        StringBuilder words = new StringBuilder();
        for (AttributeKey<?> key : point.getAttributes().asMap().keySet())
            words.append(point.getAttributes().get(key)).append(' ');
        values.put(words.toString().strip(), value.applyAsDouble(point));
    }

    @Test
    void connectionsAndCertificatesAreReadWhenCollected(@TempDir Path directory) throws Exception {
        Certificates.write(directory, "cert.pem", "private.pem", "shop@example.com");
        try (EmbeddedMailbox relay = EmbeddedMailbox.start()) {
            Map<String, String> keys = Map.of(
                    "qdmail.smtp.host", "127.0.0.1",
                    "qdmail.smtp.port", String.valueOf(relay.smtpPort()),
                    "qdmail.smtp.pool.connections", "3",
                    "qdmail.path.certificates", directory.toString(),
                    "qdmail.mailer.bulk.smtp.host", "127.0.0.1",
                    "qdmail.mailer.bulk.smtp.port", String.valueOf(relay.smtpPort()),
                    "qdmail.defaults.from", "shop@example.com");
            Mailers mailers = Mailers.start(
                    Configuration.of(keys).read(UsedNames.STANDALONE, Sessions.NONE),
                    Events.NONE,
                    SendWatch.NONE,
                    Runnable::run);
            Identity identity = mailers.identities().get("");
            try (StateMetrics state =
                    new StateMetrics(seen.getOpenTelemetry().getMeter("test"), mailers, () -> identity.notAfter()
                            .minus(Duration.ofHours(36)))) {
                assertThat(values("qdmail.pool.connections"))
                        .containsOnly(
                                Map.entry("bulk idle", 0.0),
                                Map.entry("bulk used", 0.0),
                                Map.entry("default idle", 0.0),
                                Map.entry("default used", 0.0));
                assertThat(mailers.named("bulk")
                                .orElseThrow()
                                .send("a@example.jp", "s", "t")
                                .isAllAccepted())
                        .isTrue();

                assertThat(values("qdmail.pool.connections"))
                        .containsEntry("bulk idle", 1.0)
                        .containsEntry("default idle", 0.0)
                        .containsEntry("bulk used", 0.0);
                assertThat(values("qdmail.pool.connections.max"))
                        .containsOnly(Map.entry("bulk", 3.0), Map.entry("default", 3.0));
                assertThat(values("qdmail.pool.suspected_attacks"))
                        .containsOnly(Map.entry("bulk", 0.0), Map.entry("default", 0.0));
                assertThat(values("qdmail.certificate.days")).containsOnlyKeys("default");
                assertThat(values("qdmail.certificate.days").get("default")).isEqualTo(1.5, within(0.001));
            } finally {
                mailers.close();
            }
            seen.clearMetrics();
            assertThat(seen.getMetrics()).isEmpty();
        }
    }

    @Test
    void connectionThatCarriesAMailIsUsed() throws Exception {
        try (EmbeddedMailbox relay = EmbeddedMailbox.start()) {
            Map<String, String> keys = Map.of(
                    "qdmail.smtp.host", "127.0.0.1",
                    "qdmail.smtp.port", String.valueOf(relay.smtpPort()),
                    "qdmail.defaults.from", "shop@example.com");
            relay.script("RCPT", "stall");
            Mailers mailers = Mailers.start(
                    Configuration.of(keys).read(UsedNames.STANDALONE, Sessions.NONE),
                    Events.NONE,
                    SendWatch.NONE,
                    task -> new Thread(task).start());
            try {
                var stage = mailers.named("")
                        .orElseThrow()
                        .sendAsync(MailMessage.to("a@example.jp").text("t").build());
                while (mailers.pools().get("").used() == 0) Thread.onSpinWait();
                assertThat(mailers.pools().get("").idle()).isZero();
                assertThat(stage.toCompletableFuture()).isNotDone();
            } finally {
                relay.behave();
                mailers.close();
            }
            assertThat(mailers.pools().get("").used()).isZero();
        }
    }
}
