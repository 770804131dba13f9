package org.qdmail.envelope;

/** How much of the mail a failure report brings back (RFC 3461 section 4.3). */
public enum ReturnContent {
    HEADERS("HDRS"),
    FULL("FULL");

    private final String wire;

    ReturnContent(String wire) {
        this.wire = wire;
    }

    /** The value of the RET parameter. */
    public String toWire() {
        return wire;
    }
}
