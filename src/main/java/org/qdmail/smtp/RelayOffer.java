package org.qdmail.smtp;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a relay said when it was asked without sending a mail.
 *
 * @param host the configured host
 * @param port the configured port
 * @param tls the TLS version, such as {@code TLSv1.3}; empty in the clear
 * @param certificateEnd when the certificate of the server ends; empty in the clear
 * @param capabilities the keywords of its last EHLO reply, in upper case
 * @param loginMechanisms the words behind AUTH, in upper case
 * @param sizeLimit the largest mail it takes, where it names one (RFC 1870)
 * @param loggedInAs the user, where a login succeeded
 */
public record RelayOffer(
        String host,
        int port,
        Optional<String> tls,
        Optional<Instant> certificateEnd,
        Set<String> capabilities,
        Set<String> loginMechanisms,
        OptionalLong sizeLimit,
        Optional<String> loggedInAs) {
    public RelayOffer {
        capabilities = Set.copyOf(capabilities);
        loginMechanisms = Set.copyOf(loginMechanisms);
    }

    /** Whether delivery reports can be asked for (RFC 3461). */
    public boolean offersReceipts() {
        return capabilities.contains("DSN");
    }
}
