package org.qdmail.smtp;

/** How much travels in one flight, where the relay offers it ({@code qdmail.smtp.pipelining}). */
public enum Pipelining {
    /** One command at a time. */
    OFF,
    /** MAIL, all RCPT and DATA (RFC 2920). */
    ENVELOPE,
    /**
     * The content as well, by BDAT (RFC 3030). Trusts the relay to discard the content when it refuses the command in
     * front of it: for relays one knows.
     */
    BDAT,
    /**
     * As {@link #BDAT}, and several small mails one behind the other without waiting for replies between them, when several
     * callers send at once.
     */
    WINDOW;

    /** Whether content may travel before the replies to what stands in front of it are known. */
    boolean trustsRelay() {
        return this == BDAT || this == WINDOW;
    }
}
