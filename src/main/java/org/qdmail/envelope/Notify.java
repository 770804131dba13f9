package org.qdmail.envelope;

/** What a recipient's server is asked to report (RFC 3461 section 4.1). */
public enum Notify {
    SUCCESS,
    FAILURE,
    DELAY,
    /** No report in any case; stands alone. */
    NEVER
}
