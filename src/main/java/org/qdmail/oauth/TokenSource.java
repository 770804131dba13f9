package org.qdmail.oauth;

import org.qdmail.failure.Secret;

/**
 * Gives the access tokens that a mailer logs in with (OAuth 2, RFC 6750). An application that gets its tokens by a way of
 * its own has one CDI bean of this type, for a named mailer qualified by {@code @Mailer}; it takes the place of {@code
 * qdmail.smtp.token} and {@code qdmail.smtp.oauth.*}. {@code qdmail.smtp.user} says whose tokens they are.
 *
 * <p>Called on the sending thread at each login, by any number of threads at once: tokens have to be kept by the bean. It
 * has to bound its own waiting, and should end when its thread is interrupted.
 */
@FunctionalInterface
public interface TokenSource {
    /**
     * A token that is valid now, of characters that a token may have (RFC 6750 section 2.1).
     *
     * <p>What it throws ends the login (MAIL-0620, worth another try); nothing is sent then.
     */
    Secret token();

    /**
     * Another token, since the server has refused this one; asked once for a login. The same one again ends the login as
     * refused (MAIL-0604).
     */
    default Secret tokenInPlaceOf(Secret refused) {
        return token();
    }
}
