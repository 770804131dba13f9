package org.qdmail.config;

import static org.qdmail.config.ScalarTypes.word;
import static org.qdmail.config.TextTypes.secret;
import static org.qdmail.config.TextTypes.text;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.config.Key.Scope;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.OAuthSettings;

/** The keys of the way to a relay and of tokens for the login there: {@code qdmail.smtp.proxy}, {@code qdmail.smtp.oauth.*}. */
final class AccessKeys {
    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<ProxyReading.ProxyUrl> PROXY = key("smtp.proxy", ProxyReading.ProxyUrl.type())
            .in(Scope.SERVER)
            .means(
                    "A proxy on the way to the relay: `socks5://user@host:1080`, or `http://user@host:3128` for one of HTTP"
                            + " that permits CONNECT; percent-encoded. It looks up the relay's name; TLS ends at the relay. Not for"
                            + " servers of recipients, nor with POP before SMTP: with `transport=direct` or `pop-before-smtp.host` MAIL-1005.");
    static final Key<Secret> PROXY_PASSWORD = key("smtp.proxy-password", secret())
            .secret()
            .in(Scope.SERVER)
            .means("The password of that user. It travels to the proxy in the clear.");

    static final Key<URI> OAUTH_ENDPOINT = key("smtp.oauth.endpoint", OAuthReading.endpointType())
            .in(Scope.SERVER)
            .means(
                    "The token endpoint of OAuth 2 that gives out access tokens for `user`, by `https`, its certificate as"
                            + " the relay's (`trust-file`). A bean `TokenSource` takes its place, and that of `token`.");
    static final Key<OAuthSettings.Grant> OAUTH_GRANT = key("smtp.oauth.grant", word(OAuthSettings.Grant.class))
            .preset("client-credentials")
            .in(Scope.SERVER)
            .means("What stands for the right to have tokens: the client's own secret, or a refresh token.");
    static final Key<String> OAUTH_CLIENT =
            key("smtp.oauth.client-id", text()).in(Scope.SERVER).means("Who we are at the endpoint.");
    static final Key<Secret> OAUTH_SECRET = key("smtp.oauth.client-secret", secret())
            .secret()
            .in(Scope.SERVER)
            .means("Our secret there. A public client with a refresh token has none.");
    static final Key<Secret> OAUTH_REFRESH = key("smtp.oauth.refresh-token", secret())
            .secret()
            .in(Scope.SERVER)
            .means(
                    "For the grant of this name. A new one from the endpoint is told by the event `RefreshTokenRotated`.");
    static final Key<String> OAUTH_SCOPE = key("smtp.oauth.scope", text())
            .in(Scope.SERVER)
            .means("What the tokens shall be good for; words between blanks.");
    static final Key<OAuthSettings.Authentication> OAUTH_AUTHENTICATION = key(
                    "smtp.oauth.client-authentication", word(OAuthSettings.Authentication.class))
            .preset("basic")
            .in(Scope.SERVER)
            .means("How the client says who it is: in the field Authorization, or in the body.");

    private AccessKeys() {}

    private static <T> Key.Declaration<T> key(String name, ValueType<T> type) {
        return new Key.Declaration<>(ALL, name, type);
    }

    static List<Key<?>> all() {
        return ALL;
    }
}
