package org.qdmail.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Secret;
import org.qdmail.wire.ProxySettings;

/** Reads the proxy on the way to the relay of one mailer. */
final class ProxyReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;

    ProxyReading(KeyReader reader, FileReading files, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
    }

    /** The proxy; empty when there is none, or it lacks something, which is recorded. */
    Optional<ProxySettings> read() {
        Entry<ProxyUrl> url = reader.read(AccessKeys.PROXY, owner);
        Entry<Secret> password = files.secret(AccessKeys.PROXY_PASSWORD, owner);
        if (url.value().isEmpty()) {
            if (password.isGiven() && !url.isBroken()) {
                reader.record(ConfigFaults.companionMissing(password.place(), owner.nameOf(AccessKeys.PROXY)));
            }
            return Optional.empty();
        }
        ProxyUrl found = url.value().get();
        if (found.user().isPresent() != password.isGiven()) {
            reader.record(
                    password.isGiven()
                            ? ConfigFaults.companionMissing(password.place(), "a user in " + url.name())
                            : ConfigFaults.companionMissing(url.place(), owner.nameOf(AccessKeys.PROXY_PASSWORD)));
            return Optional.empty();
        }
        if (password.isBroken() || isTooLong(password)) return Optional.empty();
        return Optional.of(new ProxySettings(
                found.kind(),
                found.host(),
                found.port(),
                found.user()
                        .map(user ->
                                new ProxySettings.Login(user, password.value().orElseThrow()))));
    }

    private boolean isTooLong(Entry<Secret> password) {
        boolean fits = password.value()
                .map(secret -> ProxySettings.Login.isFit(new String(secret.reveal())))
                .orElse(true);
        if (!fits) reader.record(ConfigFaults.unfitForTheWire(password.place(), "a password of at most 255 octets"));
        return !fits;
    }

    /** Records a fault when there is a proxy although no relay is behind it: connections would go past it unseen. */
    void requireNone(String transport) {
        Entry<ProxyUrl> url = reader.read(AccessKeys.PROXY, owner);
        if (url.isGiven()) reader.record(ConfigFaults.excludes(url.place(), transport));
    }

    /**
     * The parts of the URL of a proxy.
     *
     * @param host without the brackets of an IPv6 address
     */
    record ProxyUrl(ProxySettings.Kind kind, String host, int port, Optional<String> user) {
        private static final String FORM =
                "a URL such as socks5://user@host:1080 or http://host:3128; a password belongs into …proxy-password";

        static ValueType<ProxyUrl> type() {
            return new ValueType<>("URL of socks5 or http", false, ProxyUrl::of);
        }

        private static ProxyUrl of(String text) throws UnfitValue {
            URI uri = parsed(TextTypes.text().read(text));
            boolean isPlain = uri.getQuery() == null && uri.getFragment() == null;
            boolean endsWithPort = uri.getPath() == null
                    || uri.getPath().isEmpty()
                    || uri.getPath().equals("/");
            boolean isServer = uri.getHost() != null && uri.getPort() >= 1 && uri.getPort() <= 65_535;
            if (!isPlain || !endsWithPort || !isServer) throw unfit();
            TextTypes.host().read(uri.getHost());
            String host = uri.getHost().replace("[", "").replace("]", "");
            ProxySettings.Kind kind = kind(uri);
            return new ProxyUrl(kind, host, uri.getPort(), user(uri, kind));
        }

        private static ProxySettings.Kind kind(URI uri) throws UnfitValue {
            return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
                case "socks5" -> ProxySettings.Kind.SOCKS5;
                case "http" -> ProxySettings.Kind.HTTP;
                default -> throw unfit();
            };
        }

        private static Optional<String> user(URI uri, ProxySettings.Kind kind) throws UnfitValue {
            String raw = uri.getRawUserInfo();
            if (raw == null) return Optional.empty();
            if (raw.indexOf(':') >= 0) throw unfit();
            String user = SmtpUrl.decoded(raw);
            boolean isFit =
                    ProxySettings.Login.isFit(user) && (kind == ProxySettings.Kind.SOCKS5 || user.indexOf(':') < 0);
            if (!isFit) throw unfit();
            return Optional.of(user);
        }

        /** Without the cause: its text repeats the URL. */
        private static URI parsed(String text) throws UnfitValue {
            try {
                return new URI(text);
            } catch (URISyntaxException unfit) {
                throw unfit();
            }
        }

        private static UnfitValue unfit() {
            return new UnfitValue((place, preset) -> ConfigFaults.unfitForTheWire(place, FORM));
        }
    }
}
