package org.qdmail.smtp;

import java.io.IOException;
import org.qdmail.failure.Secret;

/** Where a secret comes from; asked at each login, so that a file that was replaced counts at the next one. */
@FunctionalInterface
public interface SecretSource {
    /**
     * The secret as it is now.
     *
     * @throws IOException when its file cannot be read; the login then fails, to be retried
     */
    Secret read() throws IOException;

    static SecretSource of(Secret secret) {
        return () -> secret;
    }
}
