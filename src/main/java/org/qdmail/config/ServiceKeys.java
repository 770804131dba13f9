package org.qdmail.config;

import static org.qdmail.config.MachineTypes.loopback;
import static org.qdmail.config.MailTypes.allowList;
import static org.qdmail.config.ScalarTypes.bool;
import static org.qdmail.config.ScalarTypes.duration;
import static org.qdmail.config.ScalarTypes.number;
import static org.qdmail.config.ScalarTypes.rate;
import static org.qdmail.config.ScalarTypes.size;
import static org.qdmail.config.ScalarTypes.word;
import static org.qdmail.config.TextTypes.name;
import static org.qdmail.config.TextTypes.names;
import static org.qdmail.config.TextTypes.text;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.address.AddressPattern;
import org.qdmail.config.Key.Scope;
import org.qdmail.settings.RestSettings;

/** The keys of what surrounds sending: the embedded mailbox, the service over HTTP, health and telemetry. */
final class ServiceKeys {
    private static final List<Key<?>> ALL = new ArrayList<>();
    private static final String DAY = "P1D";

    static final Key<Integer> MAILBOX_PORT = key("mailbox.smtp-port", number(0, 65_535))
            .preset("0")
            .in(Scope.APPLICATION)
            .means("Port of the embedded mailbox; 0: any free one.");
    static final Key<InetAddress> MAILBOX_BIND = key("mailbox.bind", loopback())
            .preset("127.0.0.1")
            .in(Scope.APPLICATION)
            .means("Its address; another one than loopback: MAIL-1008.");
    static final Key<Integer> MAILBOX_MESSAGES = key("mailbox.max-messages", number(1, 1_000_000))
            .preset("500")
            .in(Scope.APPLICATION)
            .means("Mails it keeps; the oldest go first.");
    static final Key<Long> MAILBOX_SIZE = key("mailbox.max-size", size("1K", "100G"))
            .preset("200M")
            .in(Scope.APPLICATION)
            .means("Octets it keeps.");
    static final Key<Boolean> MAILBOX_PAGE = key("mailbox.page", bool())
            .preset("false")
            .inDevelopment("true")
            .in(Scope.APPLICATION)
            .means("Its page under `/mail/` and its resource. True outside of dev and test: MAIL-1008.");
    static final Key<Duration> MAILBOX_DELIVER_AFTER = key("mailbox.deliver-after", duration("PT0S", DAY))
            .in(Scope.APPLICATION)
            .means(
                    "How long after its arrival it answers the delivery receipts of a mail by itself, with real reports.");
    static final Key<Boolean> REST_ENABLED = key("rest.enabled", bool())
            .preset("false")
            .in(Scope.APPLICATION)
            .means("The service over HTTP (jar `rest`); while off, all its paths answer 404.");
    static final Key<RestSettings.Authentication> REST_AUTH = key("rest.auth", word(RestSettings.Authentication.class))
            .otherwise("required when enabled")
            .in(Scope.APPLICATION)
            .means("Who knows the callers: MicroProfile JWT, the server's login, or nobody. The last one outside of dev"
                    + " and test: MAIL-1008.");
    static final Key<String> REST_ROLE_SEND = key("rest.role.send", text())
            .preset("mail-send")
            .in(Scope.APPLICATION)
            .means("Role, or group of a token, of those who may send.");
    static final Key<String> REST_ROLE_READ = key("rest.role.read", text())
            .preset("mail-read")
            .in(Scope.APPLICATION)
            .means("Of those who may read the results of what they sent.");
    static final Key<String> REST_ROLE_ADMIN = key("rest.role.admin", text())
            .preset("mail-admin")
            .in(Scope.APPLICATION)
            .means("Of those who may read everybody's results, the state of the routes, and what servers said.");
    static final Key<List<AddressPattern>> REST_FROM = key("rest.from", allowList())
            .otherwise("qdmail.defaults.from")
            .in(Scope.CALLER)
            .means("Senders that a request may name.");
    static final Key<List<AddressPattern>> REST_RECIPIENTS = key("rest.recipients", allowList())
            .otherwise("nobody")
            .in(Scope.CALLER)
            .means("Who may get mail by requests.");
    static final Key<List<String>> REST_IDENTITIES = key("rest.identities", names("an identity"))
            .in(Scope.CALLER)
            .means("Named signing identities that a request may choose.");
    static final Key<RestSettings.Rate> REST_RATE = key("rest.rate", rate("PT1S", DAY))
            .preset("60/PT1M")
            .in(Scope.CALLER)
            .means("Messages of one caller; more: 429.");
    static final Key<RestSettings.Rate> REST_RATE_OF_ALL = key("rest.rate-of-all", rate("PT1S", DAY))
            .preset("600/PT1M")
            .in(Scope.APPLICATION)
            .means("Messages of all callers together; more: 429.");
    static final Key<Boolean> REST_BCC = key("rest.bcc", bool())
            .preset("false")
            .in(Scope.APPLICATION)
            .means("Whether requests may name recipients that no field shows.");
    static final Key<Long> REST_MAX_BODY = key("rest.max-body", size("1K", "1G"))
            .preset("30M")
            .in(Scope.APPLICATION)
            .means("The largest request; more: 413.");
    static final Key<RestSettings.KeyUse> REST_IDEMPOTENCY = key("rest.idempotency", word(RestSettings.KeyUse.class))
            .preset("optional")
            .in(Scope.APPLICATION)
            .means("Whether a request needs an Idempotency-Key.");
    static final Key<Duration> IDEMPOTENCY_KEEP = key("idempotency.keep", duration("PT1M", "P30D"))
            .preset("PT24H")
            .in(Scope.APPLICATION)
            .means("How long the answer to an Idempotency-Key can be had again, from this node's memory.");
    static final Key<Integer> IDEMPOTENCY_ENTRIES = key("idempotency.entries", number(1, 1_000_000))
            .preset("10000")
            .in(Scope.APPLICATION)
            .means("How many such answers are kept.");
    static final Key<Boolean> HEALTH_ENABLED = key("health.enabled", bool())
            .preset("true")
            .in(Scope.APPLICATION)
            .means("Whether readiness (MicroProfile Health) tells of the relays.");
    static final Key<Duration> HEALTH_INTERVAL = key("health.interval", duration("PT1S", DAY))
            .preset("PT30S")
            .in(Scope.APPLICATION)
            .means("How long after a look at a relay the next one comes. The first comes when somebody asks.");
    static final Key<Duration> HEALTH_DEADLINE = key("health.deadline", duration("PT0.1S", "PT1M"))
            .preset("PT2S")
            .in(Scope.APPLICATION)
            .means("A relay that takes longer does not count as ready. Readiness itself never waits longer.");
    static final Key<Presence> METRICS = key("telemetry.metrics", word(Presence.class))
            .preset("auto")
            .in(Scope.APPLICATION)
            .means("`auto`: measured where MicroProfile Telemetry is present.");
    static final Key<Presence> TRACES = key("telemetry.traces", word(Presence.class))
            .preset("auto")
            .in(Scope.APPLICATION)
            .means("`auto`: a span for each send where MicroProfile Telemetry is present.");

    private ServiceKeys() {}

    private static <T> Key.Declaration<T> key(String name, ValueType<T> type) {
        return new Key.Declaration<>(ALL, name, type);
    }

    /** In the order of their declaration. */
    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    /** The values of {@code qdmail.telemetry.*}. */
    enum Presence {
        AUTO,
        OFF
    }
}
