package org.qdmail.config;

/** Looks up the mail sessions of a container, for {@code qdmail.smtp.session-jndi}. */
@FunctionalInterface
public interface Sessions {
    /** Where there is no container, so that every name is missing. */
    Sessions NONE = name -> SessionAnswer.NoSession.NO_CONTAINER;

    /** What the name leads to; never throws for what the name or the container is. */
    SessionAnswer find(String jndiName);
}
