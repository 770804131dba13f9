package org.qdmail.config;

/** Who has a key, and whether those with a name take over what the unnamed one says. */
enum Scope {
    /** The application: there is one value. */
    APPLICATION,
    /** Each mailer; a named one takes over the value of the unnamed one. */
    MAILER,
    /** Each mailer for itself: what belongs to a server or to a login there. */
    SERVER,
    /** Each signing identity; a named one takes over the value of the unnamed one. */
    IDENTITIES,
    /** Each signing identity for itself. */
    IDENTITY
}
