package org.qdmail.settings;

/** The three cases that {@code mp.config.profile} makes for defaults. */
public enum Profile {
    /** {@code dev}: mail is captured, mistakes are loud. */
    DEV,
    /** {@code test}: the same for tests. */
    TEST,
    /** Every other profile, and none. */
    PRODUCTION;

    /** Whether nothing leaves the machine by default. */
    public boolean isDevelopment() {
        return this != PRODUCTION;
    }
}
