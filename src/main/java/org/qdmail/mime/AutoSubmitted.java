package org.qdmail.mime;

/** What the field Auto-Submitted says (RFC 3834 section 5). */
public enum AutoSubmitted {
    /** {@code auto-generated}, or {@code auto-replied} for an answer with the null sender: no responder answers it. */
    AUTO_GENERATED,
    /** A person wrote the mail: the field is left out, which means the same as {@code no}. */
    NO
}
