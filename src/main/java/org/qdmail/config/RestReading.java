package org.qdmail.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.settings.RestSettings;
import org.qdmail.settings.RestSettings.Authentication;
import org.qdmail.settings.RestSettings.Caller;
import org.qdmail.settings.RestSettings.IdempotencyKeys;
import org.qdmail.settings.RestSettings.Rate;
import org.qdmail.settings.RestSettings.Roles;

/** Reads what concerns the service over HTTP. */
final class RestReading {
    private final KeyReader reader;

    RestReading(KeyReader reader) {
        this.reader = reader;
    }

    /**
     * The settings.
     *
     * @param callers the names of those who have keys of their own
     */
    RestSettings read(Set<String> callers) {
        Map<String, Caller> named = new TreeMap<>();
        for (String name : callers) named.put(name, caller(Owner.caller(name)));
        return new RestSettings(
                value(ServiceKeys.REST_ENABLED, false),
                authentication(),
                reader.profile().isDevelopment(),
                roles(),
                sender(),
                caller(Owner.UNNAMED),
                named,
                value(ServiceKeys.REST_RATE_OF_ALL, new Rate(1, Duration.ofDays(1))),
                value(ServiceKeys.REST_BCC, false),
                value(ServiceKeys.REST_MAX_BODY, 1L),
                keys());
    }

    private <T> T value(Key<T> key, T standIn) {
        return reader.read(key, Owner.UNNAMED).orStandIn(standIn);
    }

    /** Without authentication anybody could send, so that is for development; and nothing is chosen in silence. */
    private Authentication authentication() {
        Entry<Boolean> enabled = reader.read(ServiceKeys.REST_ENABLED, Owner.UNNAMED);
        Entry<Authentication> chosen = reader.read(ServiceKeys.REST_AUTH, Owner.UNNAMED);
        boolean isOn = enabled.value().filter(Boolean::booleanValue).isPresent();
        if (isOn && chosen.isAbsent()) reader.record(ConfigFaults.restAuthMissing(chosen.place()));
        Authentication authentication = chosen.orStandIn(Authentication.CONTAINER);
        boolean isOpen = authentication == Authentication.NONE;
        if (isOn && isOpen && !reader.profile().isDevelopment()) {
            reader.record(ConfigFaults.restWithoutAuth(chosen.place()));
        }
        return authentication;
    }

    private Roles roles() {
        return new Roles(
                value(ServiceKeys.REST_ROLE_SEND, ""),
                value(ServiceKeys.REST_ROLE_READ, ""),
                value(ServiceKeys.REST_ROLE_ADMIN, ""));
    }

    private Caller caller(Owner owner) {
        return new Caller(
                reader.read(ServiceKeys.REST_FROM, owner).value().orElseGet(this::configuredSender),
                reader.read(ServiceKeys.REST_RECIPIENTS, owner).orStandIn(List.of()),
                Set.copyOf(reader.read(ServiceKeys.REST_IDENTITIES, owner).orStandIn(List.of())),
                reader.read(ServiceKeys.REST_RATE, owner).orStandIn(new Rate(1, Duration.ofDays(1))));
    }

    private List<AddressPattern> configuredSender() {
        return sender().stream().map(AddressPattern::of).toList();
    }

    private Optional<EmailAddress> sender() {
        return reader.read(Keys.FROM, Owner.UNNAMED).value().map(Mailbox::address);
    }

    private IdempotencyKeys keys() {
        return new IdempotencyKeys(
                value(ServiceKeys.REST_IDEMPOTENCY, RestSettings.KeyUse.OPTIONAL) == RestSettings.KeyUse.REQUIRED,
                value(ServiceKeys.IDEMPOTENCY_KEEP, Duration.ofDays(1)),
                value(ServiceKeys.IDEMPOTENCY_ENTRIES, 1));
    }
}
