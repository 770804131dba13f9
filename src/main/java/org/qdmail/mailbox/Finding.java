package org.qdmail.mailbox;

/**
 * Something odd about a mail.
 *
 * @param rule where it is said how it should be, such as {@code RFC 5322 section 3.6}; empty when it is taste
 */
record Finding(Level level, String text, String rule) {
    /** How bad it is. */
    enum Level {
        /** Some reader will not show it right, or some server will refuse it. */
        ERROR,
        WARNING,
        NOTE
    }
}
