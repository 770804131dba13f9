// SPDX-License-Identifier: Apache-2.0
package org.qdmail.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.it.Certificates;
import org.qdmail.pipeline.Events;
import org.qdmail.pipeline.Mailers;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.settings.QdmailSettings.Health;

/** What readiness says of certificates; no relay is looked at here. */
class RelayReadinessTest {
    private static final Health TOLD = new Health(true, Duration.ofHours(1), Duration.ofSeconds(10));

    @AutoClose
    private final RouteWatch watch = new RouteWatch(Map.of(), TOLD, InstantSource.system());

    @AutoClose
    private Mailers mailers;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Certificates.write(directory, "cert.pem", "private.pem", "shop@example.com");
        Map<String, String> keys =
                Map.of("qdmail.smtp.host", "127.0.0.1", "qdmail.path.certificates", directory.toString());
        mailers = Mailers.start(
                Configuration.of(keys).read(UsedNames.STANDALONE, Sessions.NONE),
                Events.NONE,
                SendWatch.NONE,
                Runnable::run);
    }

    private Instant end() {
        return mailers.identities().get("").notAfter();
    }

    private HealthCheckResponse at(Instant now) {
        HealthCheckResponse.setResponseProvider(Responses::new);
        RelayReadiness readiness = new RelayReadiness();
        readiness.watch = watch;
        readiness.inventory = mailers;
        readiness.clock = InstantSource.fixed(now);
        return readiness.call();
    }

    @Test
    void isUpToTheLastInstantOfACertificateThatSigns() {
        HealthCheckResponse response = at(end());

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("sign.default.daysLeft", 0L)
                .doesNotContainKey("sign.default.number");
    }

    @Test
    void isDownAfterTheEndOfACertificateThatSigns() {
        HealthCheckResponse response = at(end().plusMillis(1));

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("sign.default.number", "MAIL-0403")
                .containsEntry("sign.default.certificateEnds", end().toString());
    }

    @Test
    void onlyAsksForRenewalWhenTheEndIsNear() {
        HealthCheckResponse response = at(end().minus(Duration.ofDays(29)));

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("sign.default.renew", true)
                .containsEntry("sign.default.daysLeft", 29L);
    }
}
