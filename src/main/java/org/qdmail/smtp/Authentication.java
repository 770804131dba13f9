package org.qdmail.smtp;

/** Which login is used ({@code qdmail.smtp.auth}). */
public enum Authentication {
    /** The strongest that is offered and for which there is a secret, in the order below; never CRAM-MD5. */
    AUTO(""),
    SCRAM_SHA_256("SCRAM-SHA-256"),
    OAUTHBEARER("OAUTHBEARER"),
    XOAUTH2("XOAUTH2"),
    PLAIN("PLAIN"),
    LOGIN("LOGIN"),
    CRAM_MD5("CRAM-MD5"),
    /** No login, even where a user is configured. */
    NONE("");

    private final String wire;

    Authentication(String wire) {
        this.wire = wire;
    }

    /** The name in the AUTH capability. */
    String wire() {
        return wire;
    }

    /** Whether the secret is a token rather than a password. */
    boolean takesToken() {
        return this == OAUTHBEARER || this == XOAUTH2;
    }
}
