package org.qdmail.failure;

/** The step of an SMTP dialogue that was reached or failed (RFC 5321 section 3). */
public enum Phase {
    /** Waiting for its turn under a limit of rate. */
    RATE,
    /** Looking up the name of the host. */
    NAME,
    /** Opening the TCP connection. */
    CONNECT,
    /** Reaching the proxy on the way, and the dialogue with it. */
    PROXY,
    /** Waiting for a free connection of the pool. */
    POOL,
    /** The TLS handshake, implicit or after STARTTLS. */
    TLS,
    GREETING,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** Writing the content, before its last octet. */
    BLOCK,
    /** Waiting for the reply to the end of the content: from here on the mail may have arrived. */
    END,
    RSET,
    QUIT
}
