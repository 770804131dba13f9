package org.qdmail.message;

/** How text that is not ASCII is encoded: each subject, name, header value and text part chooses alone. */
public enum CharsetPolicy {
    /** UTF-8 for everything that is not ASCII. */
    UTF_8
}
