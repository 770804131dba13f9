package org.qdmail.settings;

/** The way that mail leaves ({@code qdmail.transport}). */
public enum Transport {
    /** Through one relay, or the next one when it fails. */
    RELAY,
    /** To the servers that the domain of each recipient names (RFC 5321 section 5.1). */
    DIRECT,
    /** The same; what cannot be delivered now goes through the relay. */
    DIRECT_THEN_RELAY,
    /** Through a program of this machine that is named after the first of its kind. */
    SENDMAIL;

    /** Whether a relay has a part in it. */
    public boolean needsRelay() {
        return this == RELAY || this == DIRECT_THEN_RELAY;
    }

    /** Whether the servers of recipients have a part in it. */
    public boolean isDirect() {
        return this == DIRECT || this == DIRECT_THEN_RELAY;
    }
}
