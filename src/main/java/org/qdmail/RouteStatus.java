package org.qdmail;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the next server says of itself, asked without sending a mail.
 *
 * @param host the name that was connected to
 * @param port its port
 * @param tls the TLS version in use; empty in the clear
 * @param certificateEnd when the certificate that the server showed ends; empty in the clear
 * @param login the user that is logged in; empty without login
 * @param capabilities the keywords of its EHLO reply, after TLS where TLS is used
 * @param offersReceipts whether it offers DSN (RFC 3461), so that delivery receipts can be asked for
 * @param maxOctets the largest mail it says it takes (RFC 1870); empty when it names none
 */
public record RouteStatus(
        String host,
        int port,
        Optional<String> tls,
        Optional<Instant> certificateEnd,
        Optional<String> login,
        Set<String> capabilities,
        boolean offersReceipts,
        OptionalLong maxOctets) {
    public RouteStatus {
        capabilities = Set.copyOf(capabilities);
    }
}
