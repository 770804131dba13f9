package org.qdmail.config;

/**
 * Limits of one message.
 *
 * @param recipients the most recipients ({@code qdmail.limits.recipients}), at least 1
 */
public record LimitSettings(int recipients) {
    public LimitSettings {
        if (recipients < 1) throw new IllegalArgumentException("recipients " + recipients);
    }
}
