package org.qdmail.oauth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Secret;
import org.qdmail.failure.TokenFaults;
import org.qdmail.smtp.SecretSource;

/** The tokens of a {@link TokenSource} as the secret of a login. */
public final class ApplicationTokens implements SecretSource {
    private final TokenSource tokens;

    public ApplicationTokens(TokenSource tokens) {
        this.tokens = tokens;
    }

    @Override
    public Secret read() {
        return checked(tokens::token);
    }

    @Override
    public Secret readInPlaceOf(Secret refused) {
        return checked(() -> tokens.tokenInPlaceOf(refused));
    }

    private static Secret checked(Supplier<@Nullable Secret> call) {
        Secret token;
        try {
            token = call.get();
        } catch (RuntimeException thrown) {
            throw new Unavailable(TokenFaults.sourceFailed(), true, thrown);
        }
        if (token != null) return token;
        throw new Unavailable(TokenFaults.sourceFailed(), true, null);
    }
}
