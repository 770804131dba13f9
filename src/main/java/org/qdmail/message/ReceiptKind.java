package org.qdmail.message;

/** The two kinds of receipt. */
public enum ReceiptKind {
    /** Reports by the mail servers (RFC 3461). */
    DELIVERY,
    /**
     * A notice by the reader's program that the mail was displayed (RFC 8098). It does not prove that somebody read it,
     * and silence proves nothing.
     */
    READ
}
