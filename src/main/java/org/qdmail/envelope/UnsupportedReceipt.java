package org.qdmail.envelope;

/** What happens to a wish for a delivery report that the relay cannot fulfil ({@code qdmail.receipt.unsupported}). */
public enum UnsupportedReceipt {
    /** Sent, with a warning in the report. */
    WARN,
    /** Not sent: MAIL-0501. */
    FAIL,
    /** Sent; only the outcome tells. */
    IGNORE
}
