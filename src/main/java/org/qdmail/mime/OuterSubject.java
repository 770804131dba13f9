package org.qdmail.mime;

/** The subject outside of an encryption, where every server on the way can read it; inside it is always whole. */
public enum OuterSubject {
    /** As it is. */
    VISIBLE,
    /** {@code [...]}; the fields Comments and Keywords are left out (RFC 9788 section 3.2.1). */
    HIDDEN
}
