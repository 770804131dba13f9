package org.qdmail.smtp;

/** How a connection to the relay is encrypted ({@code qdmail.smtp.tls}): TLS 1.2 or newer, the host name verified. */
public enum TlsMode {
    /** STARTTLS, and nothing is sent without it (RFC 3207). */
    STARTTLS_REQUIRED,
    /** TLS from the first octet (RFC 8314), usually on port 465. */
    IMPLICIT,
    /** STARTTLS where it is offered; otherwise in the clear, without login and with a warning. */
    STARTTLS_OPTIONAL,
    /** In the clear; a login only towards a loopback address. */
    NONE
}
