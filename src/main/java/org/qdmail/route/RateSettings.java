package org.qdmail.route;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many mails may leave within a time ({@code qdmail.limits.rate}, {@code qdmail.limits.domain-rates}).
 *
 * @param mails of all mails of the mailer; empty for no limit
 * @param domains of those with a recipient in one domain, by its name in A-labels; {@code *} stands for each other domain by
 *     itself
 */
public record RateSettings(Optional<Rate> mails, Map<String, Rate> domains) {
    /** No limit at all. */
    public static final RateSettings NONE = new RateSettings(Optional.empty(), Map.of());

    /** The name of those domains that have no rate of their own. */
    public static final String OTHERS = "*";

    public RateSettings {
        domains = domains.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    public boolean isNone() {
        return mails.isEmpty() && domains.isEmpty();
    }

    /** The rate of a domain in lower case. */
    Optional<Rate> of(String domain) {
        return Optional.ofNullable(domains.getOrDefault(domain, domains.get(OTHERS)));
    }

    /**
     * So many mails within so long, whenever that begins.
     *
     * @param count 1 to 1,000,000
     * @param time more than zero
     */
    public record Rate(int count, Duration time) {
        private static final int MOST = 1_000_000;

        public Rate {
            if (count < 1 || count > MOST) throw new IllegalArgumentException("rate of " + count);
            if (time.isZero() || time.isNegative()) throw new IllegalArgumentException("rate over " + time);
        }
    }
}
