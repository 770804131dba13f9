package org.qdmail.smtp;

import java.util.Optional;
import org.qdmail.failure.Secret;

/**
 * Who logs in.
 *
 * @param user the name at the relay
 * @param password for all mechanisms but the two of OAuth
 * @param token an OAuth 2 access token
 */
public record Login(String user, Optional<SecretSource> password, Optional<SecretSource> token) {
    public Login {
        if (user.isEmpty()) throw new IllegalArgumentException("a login needs a user");
        if (user.indexOf('\0') >= 0) throw new IllegalArgumentException("NUL in the user");
        if (password.isEmpty() && token.isEmpty()) throw new IllegalArgumentException("a login needs a secret");
    }

    public static Login withPassword(String user, Secret password) {
        return new Login(user, Optional.of(SecretSource.of(password)), Optional.empty());
    }

    public static Login withToken(String user, SecretSource token) {
        return new Login(user, Optional.empty(), Optional.of(token));
    }
}
