package org.qdmail.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.qdmail.signing.IdentitySettings;

/**
 * The whole configuration, checked.
 *
 * @param profile the case of {@code mp.config.profile}
 * @param mailers by name; the unnamed one has the empty name and is not there when it has no relay, nobody uses
 *     it and there are named ones
 * @param identities the signing identities by name; the unnamed one has the empty name and is there only when it is
 *     configured, used, or has files at the default place
 * @param mailbox the embedded mailbox
 * @param rest the service over HTTP
 * @param health the watch over the routes
 * @param telemetry what is measured and traced
 * @param warnings what somebody should look at, one sentence each; to be logged once
 */
public record QdmailSettings(
        Profile profile,
        Map<String, MailerSettings> mailers,
        Map<String, IdentitySettings> identities,
        MailboxSettings mailbox,
        RestSettings rest,
        Health health,
        Telemetry telemetry,
        List<String> warnings) {
    public QdmailSettings {
        mailers = Map.copyOf(mailers);
        identities = Map.copyOf(identities);
        warnings = List.copyOf(warnings);
    }

    /**
     * What is measured and traced, where MicroProfile Telemetry is present.
     *
     * @param metrics whether sends, pools and certificates are measured
     * @param traces whether each send is a span
     */
    public record Telemetry(boolean metrics, boolean traces) {}

    /**
     * The watch over the routes.
     *
     * @param enabled whether readiness tells of them
     * @param interval how long after one look the next one comes
     * @param deadline a relay that takes longer does not count as working
     */
    public record Health(boolean enabled, Duration interval, Duration deadline) {
        public Health {
            if (interval.isZero() || interval.isNegative()) throw new IllegalArgumentException("every " + interval);
            if (deadline.isZero() || deadline.isNegative()) throw new IllegalArgumentException("within " + deadline);
        }
    }
}
