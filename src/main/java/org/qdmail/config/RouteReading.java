package org.qdmail.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.dns.DnsSettings;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.pop.PopSettings;
import org.qdmail.route.DirectSettings;
import org.qdmail.route.SendmailSettings;
import org.qdmail.settings.RouteSettings;
import org.qdmail.settings.Transport;
import org.qdmail.smtp.PoolSettings;
import org.qdmail.smtp.SmtpSettings;

/** Reads the way that the mails of one mailer leave. */
final class RouteReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;

    RouteReading(KeyReader reader, FileReading files, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
    }

    /**
     * The way; empty when there is none, or a fault was recorded. Every value is looked at in any case.
     *
     * @param isNeeded whether it is a fault when there is none
     * @param session the values of a mail session
     * @param beans where the application gives tokens
     * @param mailers the names of all mailers
     */
    Optional<RouteSettings> read(
            boolean capture,
            boolean isNeeded,
            Optional<SessionValues> session,
            TokenBeans beans,
            Collection<String> mailers) {
        Transport transport = reader.read(Keys.TRANSPORT, owner).orStandIn(Transport.RELAY);
        boolean hasRelay = !capture && transport.needsRelay();
        RelayReading relays = new RelayReading(reader, files, owner, session);
        Optional<SmtpSettings> relay = Optional.empty();
        if (hasRelay) relay = relays.read(isNeeded || transport.isDirect(), beans);
        else RelayReading.checkOnly(reader, owner);
        Optional<PopSettings> pop = new PopReading(reader, files, owner).read(relay);
        if (!capture && transport == Transport.DIRECT) {
            new ProxyReading(reader, files, owner).requireNone(owner.nameOf(Keys.TRANSPORT) + "=direct");
        }
        List<String> failover = failover(mailers);
        DirectSettings direct = direct(relays);
        boolean isSendmail = !capture && transport == Transport.SENDMAIL;
        SendmailSettings sendmail = sendmail(relays, isSendmail);
        if (hasRelay && relay.isEmpty()) return Optional.empty();
        boolean isDirect = !capture && transport.isDirect();
        return Optional.of(new RouteSettings(
                transport,
                capture,
                relay,
                pop,
                failover,
                isDirect ? Optional.of(direct) : Optional.empty(),
                isSendmail ? Optional.of(sendmail) : Optional.empty()));
    }

    private DirectSettings direct(RelayReading relays) {
        Duration timeout = reader.read(Keys.DIRECT_CONNECT_TIMEOUT, owner).orStandIn(Duration.ofSeconds(1));
        return new DirectSettings(
                new DnsSettings(reader.read(Keys.RESOLVERS, owner).orStandIn(List.of()), timeout),
                toOneServer(relays.withoutHost(timeout)),
                reader.read(Keys.DIRECT_TLS, owner).orStandIn(DirectSettings.Tls.STARTTLS_OPTIONAL),
                reader.read(Keys.DIRECT_ADDRESSES, owner).orStandIn(1),
                reader.read(Keys.DIRECT_PRIVATE, owner).orStandIn(false),
                reader.read(Keys.DIRECT_DANE, owner).orStandIn(true),
                reader.read(Keys.DIRECT_MTA_STS, owner).orStandIn(true));
    }

    private SmtpSettings toOneServer(SmtpSettings usual) {
        PoolSettings pool = usual.pool();
        int connections = reader.read(Keys.DIRECT_CONNECTIONS, owner).orStandIn(1);
        return usual.withPool(new PoolSettings(connections, pool.messages(), pool.idle(), pool.age()));
    }

    private SendmailSettings sendmail(RelayReading relays, boolean isUsed) {
        Entry<Path> command = reader.read(Keys.SENDMAIL_COMMAND, owner);
        if (isUsed) files.requireProgram(command);
        Duration timeout = reader.read(Keys.SENDMAIL_TIMEOUT, owner).orStandIn(Duration.ofSeconds(1));
        SmtpSettings usual = relays.withoutHost(timeout);
        Entry<SendmailSettings.Mode> mode = reader.read(Keys.SENDMAIL_MODE, owner);
        Entry<SendmailSettings.Dialect> dialect = reader.read(Keys.SENDMAIL_DIALECT, owner);
        boolean isSmtp = mode.orStandIn(SendmailSettings.Mode.ARGUMENTS) == SendmailSettings.Mode.SMTP;
        if (isUsed
                && isSmtp
                && !dialect.orStandIn(SendmailSettings.Dialect.POSTFIX).speaksSmtp()) {
            reader.record(ConfigFaults.excludes(mode.place(), dialect.name() + "=msmtp"));
        }
        return new SendmailSettings(
                command.orStandIn(Path.of("").toAbsolutePath()),
                dialect.orStandIn(SendmailSettings.Dialect.POSTFIX),
                timeout,
                usual.timeouts().deadline(),
                usual.receiptUnsupported(),
                isSmtp ? Optional.of(usual) : Optional.empty());
    }

    /** Whether every mail goes to the embedded mailbox. */
    boolean capture(boolean hasMailbox) {
        Entry<Boolean> capture = reader.read(Keys.CAPTURE, owner);
        if (!capture.orStandIn(true)) return false;
        if (!reader.profile().isDevelopment()) {
            if (!capture.isBroken()) reader.record(ConfigFaults.captureInProduction(capture.place()));
        } else if (!hasMailbox) {
            reader.record(ConfigFaults.captureWithoutMailbox(capture.place(), capture.name()));
        }
        return true;
    }

    private List<String> failover(Collection<String> mailers) {
        Entry<List<String>> entry = reader.read(Keys.FAILOVER, owner);
        List<String> others = entry.orStandIn(List.of());
        boolean repeats = Set.copyOf(others).size() < others.size();
        if (repeats || others.contains(owner.name())) reader.record(ConfigFaults.failsOverToItself(entry.place()));
        for (String other : others) {
            if (mailers.contains(other)) continue;
            reader.record(ConfigFaults.nameNotConfigured(
                    entry.place(), "mailer", mailers, "Set qdmail.mailer." + other + ".smtp.host."));
        }
        return others;
    }
}
