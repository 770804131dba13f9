package org.qdmail.oauth;

import java.util.Optional;
import org.qdmail.failure.Secret;

/** What an application has to do with tokens: sources of its own, and hearing of new refresh tokens. */
public interface TokenBeans {
    /** An application that has nothing to do with them: a new refresh token is kept until the end of the process. */
    TokenBeans NONE = new TokenBeans() {
        private final System.Logger log = System.getLogger(TokenBeans.class.getName());

        @Override
        public Optional<TokenSource> of(String mailer) {
            return Optional.empty();
        }

        @Override
        public void rotated(String mailer, Secret refreshToken) {
            log.log(
                    System.Logger.Level.WARNING,
                    "the token endpoint gave out a new refresh token, and nobody keeps it beyond the end of this process:"
                            + " the configured one may no longer be good then");
        }
    };

    /** The bean that gives the tokens of a mailer; the unnamed one has the empty name. */
    Optional<TokenSource> of(String mailer);

    /** The endpoint gave out a new refresh token in place of the one before. Must not throw. */
    void rotated(String mailer, Secret refreshToken);
}
