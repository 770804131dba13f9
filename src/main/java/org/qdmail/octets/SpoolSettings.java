package org.qdmail.octets;

import java.nio.file.Path;

/**
 * Where frozen mails are kept.
 *
 * @param directory for spool files, which only their owner can read ({@code qdmail.path.temp})
 * @param thresholdOctets a mail up to this size stays in heap ({@code qdmail.limits.spool-threshold})
 * @param maxOctets the largest mail ({@code qdmail.limits.message-size})
 */
public record SpoolSettings(Path directory, long thresholdOctets, long maxOctets) {
    public SpoolSettings {
        if (thresholdOctets < 0 || thresholdOctets > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("spool threshold " + thresholdOctets);
        }
        if (maxOctets < 1) throw new IllegalArgumentException("largest mail " + maxOctets);
    }
}
