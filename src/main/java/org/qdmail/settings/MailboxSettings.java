package org.qdmail.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The embedded development mailbox.
 *
 * @param bind the loopback address it listens to
 * @param smtpPort the port; 0 for any free one
 * @param maxMessages how many mails it keeps; the oldest go first
 * @param maxSizeOctets how many octets it keeps
 * @param page whether its page and its resource are served
 * @param deliverAfter how long after its arrival a mail's delivery receipts are answered; empty for never
 */
public record MailboxSettings(
        InetAddress bind,
        int smtpPort,
        int maxMessages,
        long maxSizeOctets,
        boolean page,
        Optional<Duration> deliverAfter) {
    public MailboxSettings {
        if (!bind.isLoopbackAddress()) throw new IllegalArgumentException("a mailbox listens to loopback only");
        if (smtpPort < 0 || smtpPort > 65_535) throw new IllegalArgumentException("port " + smtpPort);
        if (maxMessages < 1) throw new IllegalArgumentException("messages " + maxMessages);
        if (maxSizeOctets < 1) throw new IllegalArgumentException("size " + maxSizeOctets);
    }
}
