package org.qdmail.failure;

/** The texts of the ways to a server: number 0704. */
public final class RouteFaults {
    private RouteFaults() {}

    /** The same text whatever list blocked whom: a caller learns nothing about either. */
    public static Fault recipientBlocked() {
        return new Fault(
                "MAIL-0704", "", "the recipient is not one that qdmail.safety.allow and qdmail.safety.deny permit");
    }
}
