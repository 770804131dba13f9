package org.qdmail.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.qdmail.failure.SigningFailed;

/**
 * A key, its certificate and the chain above it, read and checked once. Immutable; for any number of threads and mails.
 */
public final class SigningIdentity {
    private SigningIdentity() {}

    /**
     * Reads the files and checks that the identity can sign now: the key fits the certificate and is strong enough, the
     * certificate is valid and made for signing mail. Blocks while it reads.
     *
     * @throws SigningFailed naming the setting to be changed: file (MAIL-0401), password (0402), validity (0403), weak
     *     key (0404), key and certificate differ (0405), key usage (0407), Bouncy Castle missing (0408)
     */
    public static SigningIdentity load(IdentitySettings settings, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** The name of the configuration; empty for the unnamed identity. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The mail addresses that the certificate carries. */
    public Set<String> addresses() {
        throw new UnsupportedOperationException();
    }

    /** The end of the certificate's validity. */
    public Instant notAfter() {
        throw new UnsupportedOperationException();
    }

    /** The certificate's subject, to be shown. */
    public String subject() {
        throw new UnsupportedOperationException();
    }

    /** What somebody should look at, although the identity signs: one sentence each. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }
}
