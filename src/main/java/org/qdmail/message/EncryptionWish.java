package org.qdmail.message;

/** A decision on encryption. */
public enum EncryptionWish {
    /** To every recipient, or nothing is sent. */
    ENCRYPTED,
    /** Not at all, whatever a default says. */
    UNENCRYPTED
}
