package org.qdmail.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.smtp.Authentication;
import org.qdmail.smtp.Login;
import org.qdmail.smtp.Pipelining;
import org.qdmail.smtp.PoolSettings;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.SmtpTimeouts;
import org.qdmail.smtp.TlsMode;
import org.qdmail.wire.ProxySettings;
import org.qdmail.wire.ServerTrust;

/** Reads the relay of one mailer. */
final class RelayReading {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int SMTP = 25;
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    /** Stands for a host that is not known, so that the other keys are looked at all the same. */
    private static final String STAND_IN = "localhost";

    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;
    private final Optional<SessionValues> session;
    private final Entry<SmtpUrl> url;
    private final boolean isBehindProxy;

    RelayReading(KeyReader reader, FileReading files, Owner owner, Optional<SessionValues> session) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
        this.session = session;
        this.url = files.secret(Keys.URL, owner);
        this.isBehindProxy = reader.read(AccessKeys.PROXY, owner).isGiven();
    }

    /**
     * The relay; empty when no host is known or a fault was recorded. Every value is looked at in any case.
     *
     * @param isNeeded whether it is a fault that no host is known
     * @param beans where the application gives tokens
     */
    Optional<SmtpSettings> read(boolean isNeeded, TokenBeans beans) {
        if (url.isGiven()) refuseBesideUrl();
        Entry<String> ownHost = reader.read(Keys.HOST, owner);
        Optional<String> host =
                url.value().map(SmtpUrl::host).or(ownHost::value).or(() -> session.flatMap(SessionValues::host));
        Entry<TlsMode> ownTls = reader.read(Keys.TLS, owner);
        TlsMode tls = tls(ownTls, host.orElse(""));
        Entry<Integer> ownPort = reader.read(Keys.PORT, owner);
        int port = port(ownPort, tls);
        Optional<Login> login = new LoginReading(reader, files, owner, session, beans).read(url);
        boolean isRemote = host.isPresent() && (isBehindProxy || !isLoopback(host.get()));
        if (tls == TlsMode.NONE && login.isPresent() && isRemote) {
            reader.record(ConfigFaults.loginInTheClear(ownTls.place()));
        }
        Optional<ProxySettings> proxy = new ProxyReading(reader, files, owner).read();
        SmtpSettings settings = settings(host.orElse(STAND_IN), port, tls, login, proxy);
        if (host.isPresent()) return Optional.of(settings);
        if (isNeeded && !isUnclear(ownHost)) {
            reader.record(ConfigFaults.relayHostMissing(ConfigFaults.notSet(owner.nameOf(Keys.HOST)), owner.prefix()));
        }
        return Optional.empty();
    }

    /** Whether a fault is recorded already that leaves the host open. */
    private boolean isUnclear(Entry<String> ownHost) {
        boolean sessionFailed = reader.read(Keys.SESSION_JNDI, owner).isGiven() && session.isEmpty();
        return url.isBroken() || ownHost.isBroken() || sessionFailed;
    }

    /** How servers are talked to that are no relay of ours: nobody logs in there. */
    SmtpSettings withoutHost(Duration connectTimeout) {
        SmtpTimeouts usual = timeouts();
        return settings(STAND_IN, SMTP, TlsMode.STARTTLS_OPTIONAL, Optional.empty(), Optional.empty())
                .withTimeouts(new SmtpTimeouts(connectTimeout, usual.command(), usual.end(), usual.deadline()));
    }

    /** Looks at every key that needs neither file nor server, for a mailer that has no use for a relay. */
    static void checkOnly(KeyReader reader, Owner owner) {
        Keys.all().stream()
                .filter(key -> key.name().startsWith("smtp.") && !key.isSecret())
                .forEach(key -> reader.read(key, owner));
    }

    private void refuseBesideUrl() {
        List<Entry<?>> others = List.of(
                reader.read(Keys.HOST, owner),
                reader.read(Keys.PORT, owner),
                reader.read(Keys.TLS, owner),
                reader.read(Keys.USER, owner),
                files.secret(Keys.PASSWORD, owner),
                reader.read(Keys.SESSION_JNDI, owner));
        for (Entry<?> other : others) {
            if (other.isOwn()) reader.record(ConfigFaults.excludes(other.place(), url.name()));
        }
    }

    private TlsMode tls(Entry<TlsMode> own, String host) {
        boolean isHere = isLoopback(host) && !isBehindProxy;
        TlsMode usual = isHere ? TlsMode.NONE : TlsMode.STARTTLS_REQUIRED;
        if (url.value().isPresent()) return url.value().get().isImplicit() ? TlsMode.IMPLICIT : usual;
        return own.value()
                .or(() -> session.flatMap(SessionValues::tls).map(RelayReading::modeOf))
                .orElse(usual);
    }

    private static TlsMode modeOf(SessionValues.Tls wish) {
        return switch (wish) {
            case IMPLICIT -> TlsMode.IMPLICIT;
            case STARTTLS_REQUIRED -> TlsMode.STARTTLS_REQUIRED;
            case STARTTLS_OPTIONAL -> TlsMode.STARTTLS_OPTIONAL;
        };
    }

    private int port(Entry<Integer> own, TlsMode tls) {
        int usual =
                switch (tls) {
                    case IMPLICIT -> SUBMISSIONS;
                    case NONE -> SMTP;
                    case STARTTLS_REQUIRED, STARTTLS_OPTIONAL -> SUBMISSION;
                };
        if (url.value().isPresent()) return url.value().get().port().orElse(usual);
        return own.value()
                .orElseGet(() -> session.isPresent() ? session.get().port().orElse(usual) : usual);
    }

    /** A host that is this machine by its very name; nothing is looked up. */
    static boolean isLoopback(String host) {
        String name = withoutBrackets(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || LOOPBACK.matcher(name).matches();
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private SmtpSettings settings(
            String host, int port, TlsMode tls, Optional<Login> login, Optional<ProxySettings> proxy) {
        return new SmtpSettings(
                withoutBrackets(host),
                port,
                tls,
                ServerTrust.judging(new TrustReading(reader, files, owner).read()),
                login,
                reader.read(Keys.AUTH, owner).orStandIn(Authentication.AUTO),
                reader.read(Keys.CLIENT_NAME, owner).value(),
                timeouts(),
                pool(),
                reader.read(Keys.PIPELINING, owner).orStandIn(Pipelining.OFF),
                reader.read(Keys.PARTIAL, owner).orStandIn(true),
                reader.read(Keys.PER_TRANSACTION, owner).orStandIn(1),
                reader.read(Keys.UNSUPPORTED, owner).orStandIn(UnsupportedReceipt.WARN),
                proxy);
    }

    private SmtpTimeouts timeouts() {
        SmtpTimeouts standIn = SmtpTimeouts.DEFAULT;
        return new SmtpTimeouts(
                reader.read(Keys.CONNECT_TIMEOUT, owner).orStandIn(standIn.connect()),
                reader.read(Keys.COMMAND_TIMEOUT, owner).orStandIn(standIn.command()),
                reader.read(Keys.END_TIMEOUT, owner).orStandIn(standIn.end()),
                reader.read(Keys.DEADLINE, owner).orStandIn(standIn.deadline()));
    }

    private PoolSettings pool() {
        PoolSettings standIn = PoolSettings.DEFAULT;
        return new PoolSettings(
                reader.read(Keys.POOL_CONNECTIONS, owner).orStandIn(standIn.connections()),
                reader.read(Keys.POOL_MESSAGES, owner).orStandIn(standIn.messages()),
                reader.read(Keys.POOL_IDLE, owner).orStandIn(standIn.idle()),
                reader.read(Keys.POOL_AGE, owner).orStandIn(standIn.age()));
    }
}
