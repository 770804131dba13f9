package org.qdmail.dkim;

import java.security.MessageDigest;

/**
 * Hashes a body in its relaxed form while it passes (RFC 6376 section 3.4.4): blanks become one, those at the end of a line
 * and empty lines at the end of the body do not count. CR comes before LF only.
 */
final class RelaxedBody {
    private static final int CAPACITY = 8 * 1024;

    private final MessageDigest digest;
    private final byte[] relaxed = new byte[CAPACITY];
    private int filled;
    private long heldLineEnds;
    private boolean heldBlank;
    private boolean isEmpty = true;

    RelaxedBody(MessageDigest digest) {
        this.digest = digest;
    }

    void update(byte[] octets, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int run = at;
            while (run < end && octets[run] != ' ' && octets[run] > '\r' | octets[run] < 0) run++;
            if (run > at) {
                text(octets, at, run - at);
                at = run;
            } else {
                special(octets, at++);
            }
        }
    }

    private void special(byte[] octets, int at) {
        switch (octets[at]) {
            case ' ', '\t' -> heldBlank = true;
            case '\r' -> {} // its LF follows
            case '\n' -> {
                heldBlank = false;
                heldLineEnds++;
            }
            default -> text(octets, at, 1);
        }
    }

    private void text(byte[] octets, int offset, int length) {
        for (; heldLineEnds > 0; heldLineEnds--) lineEnd();
        if (heldBlank) put((byte) ' ');
        heldBlank = false;
        isEmpty = false;
        if (length > CAPACITY - filled) flush();
        if (length > CAPACITY) {
            digest.update(octets, offset, length);
            return;
        }
        System.arraycopy(octets, offset, relaxed, filled, length);
        filled += length;
    }

    private void lineEnd() {
        put((byte) '\r');
        put((byte) '\n');
    }

    private void put(byte octet) {
        if (filled == CAPACITY) flush();
        relaxed[filled++] = octet;
    }

    private void flush() {
        digest.update(relaxed, 0, filled);
        filled = 0;
    }

    /** The hash of the whole body; an empty one stays empty. */
    byte[] end() {
        if (!isEmpty) lineEnd();
        flush();
        return digest.digest();
    }
}
