package org.qdmail.bench;

import java.util.Arrays;

/** Puts lines together again that came in pieces. */
final class ChunkLines {
    private final MailDigest digest;
    private byte[] pending = new byte[1024];
    private int length;

    ChunkLines(MailDigest digest) {
        this.digest = digest;
    }

    void take(byte[] octets, int start, int count) {
        boolean whole = octets[start + count - 1] == '\n';
        if (whole && length == 0) {
            digest.line(octets, start, count);
            return;
        }
        if (length + count > pending.length) pending = Arrays.copyOf(pending, 2 * (length + count));
        System.arraycopy(octets, start, pending, length, count);
        length += count;
        if (!whole) return;
        digest.line(pending, 0, length);
        length = 0;
    }
}
