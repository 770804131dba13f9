// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qdmail.config.Configuration.Setting;

/** What the page shows of a configuration. */
class EffectiveSettingsTest {
    private final List<Setting> settings = Configuration.of(Map.of(
                    "qdmail.smtp.host", "smtp.example.com",
                    "qdmail.smtp.password", "S3CR3T-one",
                    "qdmail.smtp.url", "smtp://u:S3CR3T-two@h.example",
                    "qdmail.receipt.secret-file", "/run/secrets/receipt",
                    "qdmail.mailer.billing.smtp.user", "billing",
                    "qdmail.rest.client.batch.rate", "1/PT1S"))
            .settings();

    private Setting of(String key) {
        return settings.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void valueStandsWithItsSourceOrAsTheDefault() {
        assertThat(of("qdmail.smtp.host")).isEqualTo(new Setting("qdmail.smtp.host", "smtp.example.com", "map, 100"));
        assertThat(of("qdmail.smtp.deadline")).isEqualTo(new Setting("qdmail.smtp.deadline", "PT2M", "default"));
        assertThat(of("qdmail.mailer.billing.smtp.user").value()).isEqualTo("billing");
        assertThat(of("qdmail.rest.client.batch.rate").value()).isEqualTo("1/PT1S");
        assertThat(settings).noneMatch(each -> each.key().equals("qdmail.mailer.billing.smtp.deadline"));
    }

    @Test
    void secretIsNeverShown() {
        assertThat(of("qdmail.smtp.password").value()).isEqualTo("(secret)");
        assertThat(of("qdmail.receipt.secret").value()).isEqualTo("(secret)");
        assertThat(settings.toString()).doesNotContain("S3CR3T", "/run/secrets");
    }
}
