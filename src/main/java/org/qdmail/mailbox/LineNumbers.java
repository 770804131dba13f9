package org.qdmail.mailbox;

import java.util.Arrays;

/** The lines of octets, counted from 1; LF ends one. */
final class LineNumbers {
    private final int[] starts;

    private LineNumbers(int[] starts) {
        this.starts = starts;
    }

    static LineNumbers of(byte[] octets) {
        int[] starts = new int[64];
        int count = 1;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] != '\n') continue;
            if (count == starts.length) starts = Arrays.copyOf(starts, count * 2);
            starts[count++] = at + 1;
        }
        return new LineNumbers(Arrays.copyOf(starts, count));
    }

    /** The line in which the octet at this offset lies. */
    int at(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
