package org.qdmail.config;

/** Why a name gave no mail session (MAIL-1009). */
public enum NoSession implements SessionAnswer {
    /** Nothing is bound to the name. */
    NO_SUCH_NAME,
    /** Something else than a {@code jakarta.mail.Session} is bound to it. */
    NOT_A_SESSION,
    /** There is no container that could have sessions. */
    NO_CONTAINER
}
