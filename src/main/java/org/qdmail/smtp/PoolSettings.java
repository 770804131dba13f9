package org.qdmail.smtp;

import java.time.Duration;

/**
 * How connections are shared and kept.
 *
 * @param connections at most open at once ({@code qdmail.smtp.pool.connections})
 * @param messages at most sent over one connection ({@code qdmail.smtp.pool.messages})
 * @param idle a connection unused for this long is closed ({@code qdmail.smtp.pool.idle})
 * @param age a connection this old takes no further mail ({@code qdmail.smtp.pool.age})
 */
public record PoolSettings(int connections, int messages, Duration idle, Duration age) {
    public static final PoolSettings DEFAULT = new PoolSettings(4, 100, Duration.ofSeconds(30), Duration.ofMinutes(5));

    public PoolSettings {
        if (connections < 1) throw new IllegalArgumentException("pool of " + connections + " connections");
        if (messages < 1) throw new IllegalArgumentException(messages + " messages for each connection");
        if (idle.isNegative()) throw new IllegalArgumentException("idle time " + idle);
        if (age.isNegative()) throw new IllegalArgumentException("age " + age);
    }

    /** The same, with no more mails over one connection than this. */
    public PoolSettings withMessagesAtMost(int most) {
        return new PoolSettings(connections, Math.min(messages, most), idle, age);
    }
}
