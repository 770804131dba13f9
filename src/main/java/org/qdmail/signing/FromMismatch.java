package org.qdmail.signing;

/** What happens when neither From nor Sender is covered by the identity ({@code qdmail.sign.from-mismatch}). */
public enum FromMismatch {
    /** The mail is refused (MAIL-0406). */
    FAIL,
    /** The mail is signed all the same, with a warning in its result. */
    WARN
}
