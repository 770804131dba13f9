package org.qdmail.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.qdmail.config.Configuration.Findings;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.config.ServiceKeys.Presence;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.ReceiptWish;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.settings.MailboxSettings;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.QdmailSettings;
import org.qdmail.settings.RestSettings;
import org.qdmail.signing.IdentitySettings;

/** One reading of a whole configuration. */
final class Examination {
    private final KeyReader reader;
    private final Configuration.Jars jars;
    private final UsedNames used;
    private final Sessions sessions;
    private final TokenBeans beans;
    private final Set<String> keys;
    private final FileReading files;
    private final IdentityReading identityReading;

    Examination(KeyValues values, Configuration.Jars jars, UsedNames used, Sessions sessions, TokenBeans beans) {
        this.reader = new KeyReader(values);
        this.jars = jars;
        this.used = used;
        this.sessions = sessions;
        this.beans = beans;
        this.keys = values.names();
        this.files = new FileReading(reader);
        this.identityReading = new IdentityReading(reader, files);
    }

    Findings findings() {
        NameReading names = new NameReading(reader, keys);
        Set<String> mailerNames = names.mailers(used.mailers());
        Set<String> identityNames = names.identities(used.identities());
        Map<String, MailerSettings> mailers = mailers(mailerNames, identityNames);
        Optional<String> unnamedUse = useOfTheUnnamedIdentity(mailers.values());
        Set<String> allIdentities = new TreeSet<>(identityNames);
        boolean hasUnnamed = unnamedUse.isPresent()
                || identityReading.isConfigured(Owner.UNNAMED)
                || identityReading.isThere(Owner.UNNAMED);
        if (hasUnnamed) allIdentities.add("");
        Map<String, IdentitySettings> identities = new TreeMap<>();
        for (String name : allIdentities) {
            Optional<String> usedBy = name.isEmpty() ? unnamedUse : Optional.empty();
            identityReading.read(Owner.identity(name), usedBy).ifPresent(found -> identities.put(name, found));
        }
        MailboxSettings mailbox = mailbox(reader);
        Set<String> callers = names.callers();
        RestSettings rest = new RestReading(reader).read(callers);
        if (rest.enabled() && !jars.rest()) reader.warn(ConfigFaults.restWithoutJar());
        new UnknownKeyReport(reader, new KnownKeys(mailerNames, identityNames, callers)).judge(keys);
        warnOfReceipts(mailers.values());
        return findings(mailers, identities, mailbox, rest, mailerNames, allIdentities);
    }

    private Findings findings(
            Map<String, MailerSettings> mailers,
            Map<String, IdentitySettings> identities,
            MailboxSettings mailbox,
            RestSettings rest,
            Set<String> mailerNames,
            Set<String> identityNames) {
        Optional<QdmailSettings> settings = reader.faults().isEmpty()
                ? Optional.of(new QdmailSettings(
                        reader.profile(),
                        mailers,
                        identities,
                        mailbox,
                        rest,
                        health(reader),
                        telemetry(reader),
                        reader.warnings()))
                : Optional.empty();
        return new Findings(settings, List.copyOf(reader.faults()), mailerNames, identityNames);
    }

    private Map<String, MailerSettings> mailers(Set<String> named, Set<String> identities) {
        Path spool = files.spoolDirectory();
        Set<String> all = new TreeSet<>(named);
        all.add("");
        Map<String, MailerSettings> mailers = new TreeMap<>();
        for (String name : all) {
            boolean isNeeded =
                    !name.isEmpty() || named.isEmpty() || used.mailers().contains("");
            new MailerReading(reader, files, spool, keys, Owner.mailer(name))
                    .read(sessions, beans, isNeeded, jars.mailbox(), named, identities)
                    .ifPresent(found -> mailers.put(name, found));
        }
        return mailers;
    }

    /** Who needs the identity without a name, in words. */
    private Optional<String> useOfTheUnnamedIdentity(Collection<MailerSettings> mailers) {
        if (used.identities().contains("")) return Optional.of("@Signed is used");
        if (wishesSignature(mailers, mailer -> mailer.defaults().wishes())) {
            return Optional.of(Owner.UNNAMED.nameOf(Keys.SIGNED) + " is true");
        }
        if (wishesSignature(mailers, mailer -> mailer.enforce().wishes())) {
            return Optional.of(Owner.UNNAMED.nameOf(Keys.ENFORCE_SIGNED) + " is true");
        }
        return Optional.empty();
    }

    private static boolean wishesSignature(
            Collection<MailerSettings> mailers, Function<MailerSettings, Wishes> wishes) {
        return mailers.stream()
                .flatMap(mailer -> wishes.apply(mailer).signature().stream())
                .anyMatch(SignatureWish.by("")::equals);
    }

    private void warnOfReceipts(Collection<MailerSettings> mailers) {
        if (reader.profile().isDevelopment()) return;
        boolean lacksSecret = mailers.stream()
                .filter(mailer -> mailer.receipt().secret().isEmpty())
                .anyMatch(mailer -> used.receipts()
                        || wishesReceipt(mailer.defaults().wishes())
                        || wishesReceipt(mailer.enforce().wishes()));
        if (lacksSecret) reader.warn(ConfigFaults.receiptsWithoutSecret());
    }

    private static boolean wishesReceipt(Wishes wishes) {
        return wishes.receipt()
                .map(ReceiptWish::kinds)
                .filter(kinds -> kinds.contains(ReceiptKind.DELIVERY))
                .isPresent();
    }

    static QdmailSettings.Health health(KeyReader reader) {
        return new QdmailSettings.Health(
                reader.read(ServiceKeys.HEALTH_ENABLED, Owner.UNNAMED).orStandIn(false),
                reader.read(ServiceKeys.HEALTH_INTERVAL, Owner.UNNAMED).orStandIn(Duration.ofDays(1)),
                reader.read(ServiceKeys.HEALTH_DEADLINE, Owner.UNNAMED).orStandIn(Duration.ofDays(1)));
    }

    static QdmailSettings.Telemetry telemetry(KeyReader reader) {
        return new QdmailSettings.Telemetry(
                reader.read(ServiceKeys.METRICS, Owner.UNNAMED).orStandIn(Presence.OFF) == Presence.AUTO,
                reader.read(ServiceKeys.TRACES, Owner.UNNAMED).orStandIn(Presence.OFF) == Presence.AUTO);
    }

    static MailboxSettings mailbox(KeyReader reader) {
        Entry<Boolean> page = reader.read(ServiceKeys.MAILBOX_PAGE, Owner.UNNAMED);
        if (page.value().filter(Boolean::booleanValue).isPresent()
                && !reader.profile().isDevelopment()) {
            reader.record(ConfigFaults.mailboxPageInProduction(page.place()));
        }
        return new MailboxSettings(
                reader.read(ServiceKeys.MAILBOX_BIND, Owner.UNNAMED).orStandIn(InetAddress.getLoopbackAddress()),
                reader.read(ServiceKeys.MAILBOX_PORT, Owner.UNNAMED).orStandIn(0),
                reader.read(ServiceKeys.MAILBOX_MESSAGES, Owner.UNNAMED).orStandIn(1),
                reader.read(ServiceKeys.MAILBOX_SIZE, Owner.UNNAMED).orStandIn(1L),
                page.orStandIn(false),
                reader.read(ServiceKeys.MAILBOX_DELIVER_AFTER, Owner.UNNAMED).value());
    }
}
