package org.qdmail.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.qdmail.failure.Secret;
import org.qdmail.wire.ServerTrust;

/**
 * Where access tokens come from ({@code qdmail.smtp.oauth.*}).
 *
 * @param endpoint the token endpoint, {@code https}; {@code http} on this machine alone
 * @param grant what stands for the right to have a token
 * @param clientId who we are there
 * @param clientSecret our secret there; a public client has none
 * @param refreshToken for the grant of the same name
 * @param scope what the token shall be good for, words between blanks
 * @param authentication how we say who we are
 * @param trust which certificates of the endpoint are taken
 * @param limit of one question and its answer
 */
public record OAuthSettings(
        URI endpoint,
        Grant grant,
        String clientId,
        Optional<Secret> clientSecret,
        Optional<Secret> refreshToken,
        Optional<String> scope,
        Authentication authentication,
        ServerTrust trust,
        Duration limit) {
    public OAuthSettings {
        if (endpoint.getHost() == null) throw new IllegalArgumentException("an endpoint has a host");
        if (clientId.isEmpty()) throw new IllegalArgumentException("a client has an id");
        if (grant == Grant.REFRESH_TOKEN && refreshToken.isEmpty()) {
            throw new IllegalArgumentException("the grant refresh-token needs one");
        }
        if (grant == Grant.CLIENT_CREDENTIALS && clientSecret.isEmpty()) {
            throw new IllegalArgumentException("the grant client-credentials needs a secret");
        }
        if (limit.isNegative() || limit.isZero()) throw new IllegalArgumentException("limit of time " + limit);
    }

    /** What stands for the right to have a token. */
    public enum Grant {
        /** The client's own secret (RFC 6749 section 4.4). */
        CLIENT_CREDENTIALS,
        /** A refresh token that a person's consent gave (RFC 6749 section 6). */
        REFRESH_TOKEN
    }

    /** How the client says who it is (RFC 6749 section 2.3.1). */
    public enum Authentication {
        /** In the field Authorization. */
        BASIC,
        /** In the request's body. */
        POST
    }
}
