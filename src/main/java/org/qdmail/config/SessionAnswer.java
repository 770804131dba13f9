package org.qdmail.config;

/** What a look-up of a mail session found. */
public sealed interface SessionAnswer permits SessionValues, SessionAnswer.NoSession {
    /** Why a name gave no mail session (MAIL-1009). */
    enum NoSession implements SessionAnswer {
        /** Nothing is bound to the name. */
        NO_SUCH_NAME,
        /** Something else than a {@code jakarta.mail.Session} is bound to it. */
        NOT_A_SESSION,
        /** There is no container that could have sessions. */
        NO_CONTAINER
    }
}
