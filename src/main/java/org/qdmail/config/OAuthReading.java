package org.qdmail.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.EndpointTokens;
import org.qdmail.oauth.OAuthSettings;
import org.qdmail.oauth.OAuthSettings.Authentication;
import org.qdmail.oauth.OAuthSettings.Grant;
import org.qdmail.smtp.SecretSource;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.WireTime;

/** Reads where the access tokens of one mailer come from. */
final class OAuthReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;
    private final Entry<URI> endpoint;

    OAuthReading(KeyReader reader, FileReading files, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
        this.endpoint = reader.read(AccessKeys.OAUTH_ENDPOINT, owner);
    }

    /** Its value decides whether the others count. */
    Entry<URI> endpoint() {
        return endpoint;
    }

    /**
     * The tokens; empty when there is no endpoint, or something is missing, which is recorded.
     *
     * @param rotated is given each new refresh token
     */
    Optional<SecretSource> read(Consumer<Secret> rotated) {
        Entry<String> id = reader.read(AccessKeys.OAUTH_CLIENT, owner);
        Entry<Secret> secret = files.secret(AccessKeys.OAUTH_SECRET, owner);
        Entry<Secret> refresh = files.secret(AccessKeys.OAUTH_REFRESH, owner);
        Entry<Grant> grant = reader.read(AccessKeys.OAUTH_GRANT, owner);
        Entry<Authentication> authentication = reader.read(AccessKeys.OAUTH_AUTHENTICATION, owner);
        Entry<String> scope = reader.read(AccessKeys.OAUTH_SCOPE, owner);
        List<Entry<?>> all = List.of(endpoint, id, secret, refresh, grant, authentication, scope);
        if (endpoint.isAbsent()) {
            all.stream().filter(Entry::isGiven).forEach(other -> require(other.place(), AccessKeys.OAUTH_ENDPOINT));
            return Optional.empty();
        }
        if (all.stream().anyMatch(Entry::isBroken)) return Optional.empty();
        if (isLacking(id, secret, refresh, grant)) return Optional.empty();
        OAuthSettings settings = new OAuthSettings(
                endpoint.value().orElseThrow(),
                grant.value().orElseThrow(),
                id.value().orElseThrow(),
                secret.value(),
                refresh.value(),
                scope.value(),
                authentication.value().orElseThrow(),
                ServerTrust.judging(new TrustReading(reader, files, owner).read()),
                reader.read(Keys.CONNECT_TIMEOUT, owner).orStandIn(Duration.ofSeconds(1)));
        return Optional.of(new EndpointTokens(settings, WireTime.ofSystem(), rotated));
    }

    private boolean isLacking(Entry<String> id, Entry<Secret> secret, Entry<Secret> refresh, Entry<Grant> grant) {
        int before = reader.faults().size();
        if (id.value().isEmpty()) require(endpoint.place(), AccessKeys.OAUTH_CLIENT);
        boolean isRefresh = grant.value().filter(Grant.REFRESH_TOKEN::equals).isPresent();
        if (isRefresh && refresh.value().isEmpty()) require(grant.place(), AccessKeys.OAUTH_REFRESH);
        if (!isRefresh && secret.value().isEmpty()) require(endpoint.place(), AccessKeys.OAUTH_SECRET);
        if (!isRefresh && refresh.isGiven()) {
            reader.record(ConfigFaults.excludes(
                    refresh.place(), owner.nameOf(AccessKeys.OAUTH_GRANT) + "=client-credentials"));
        }
        return reader.faults().size() > before;
    }

    private void require(String place, Key<?> companion) {
        reader.record(ConfigFaults.companionMissing(place, owner.nameOf(companion)));
    }

    /** {@code https}, or {@code http} on this machine alone: secrets travel there. */
    static ValueType<URI> endpointType() {
        ValueType<String> url = TextTypes.httpUrl();
        return new ValueType<>("URL of https", false, text -> {
            URI endpoint = URI.create(url.read(text));
            boolean isHttps = endpoint.getScheme().toLowerCase(Locale.ROOT).equals("https");
            if (isHttps || RelayReading.isLoopback(endpoint.getHost())) return endpoint;
            throw new UnfitValue((place, preset) ->
                    ConfigFaults.unfitForTheWire(place, "a URL of https; http goes to a loopback address alone"));
        });
    }
}
