package org.qdmail.smtpserver;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The bounds of a server; none can be switched off.
 *
 * @param maxMessages mails that are kept; the oldest goes first
 * @param maxStoredOctets octets of all kept mails together, and so of one mail; announced as SIZE
 * @param heapOctets a mail up to this size is kept in memory, a larger one in a file
 * @param spool directory of those files
 * @param maxRecipients recipients of one mail
 * @param maxConnections connections at a time
 * @param idle how long the server waits for the client
 */
public record ServerLimits(
        int maxMessages,
        long maxStoredOctets,
        int heapOctets,
        Path spool,
        int maxRecipients,
        int maxConnections,
        Duration idle) {
    public ServerLimits {
        requirePositive("maxMessages", maxMessages);
        requirePositive("maxStoredOctets", maxStoredOctets);
        requirePositive("heapOctets", heapOctets);
        requirePositive("maxRecipients", maxRecipients);
        requirePositive("maxConnections", maxConnections);
        requirePositive("idle", idle.toMillis());
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) throw new IllegalArgumentException(name + ' ' + value);
    }

    /** The defaults of the configuration: 500 mails, 200 MB. */
    public static ServerLimits defaults(Path spool) {
        return new ServerLimits(500, 200L << 20, 1 << 20, spool, 1_000, 100, Duration.ofMinutes(5));
    }

    /** The same with another value. */
    public ServerLimits withStore(int messages, long octets) {
        return new ServerLimits(messages, octets, heapOctets, spool, maxRecipients, maxConnections, idle);
    }

    /** The same with another value. */
    public ServerLimits withHeapOctets(int octets) {
        return new ServerLimits(maxMessages, maxStoredOctets, octets, spool, maxRecipients, maxConnections, idle);
    }

    /** The same with another value. */
    public ServerLimits withMaxRecipients(int recipients) {
        return new ServerLimits(maxMessages, maxStoredOctets, heapOctets, spool, recipients, maxConnections, idle);
    }

    /** The same with another value. */
    public ServerLimits withMaxConnections(int connections) {
        return new ServerLimits(maxMessages, maxStoredOctets, heapOctets, spool, maxRecipients, connections, idle);
    }

    /** The same with another value. */
    public ServerLimits withIdle(Duration wait) {
        return new ServerLimits(maxMessages, maxStoredOctets, heapOctets, spool, maxRecipients, maxConnections, wait);
    }
}
