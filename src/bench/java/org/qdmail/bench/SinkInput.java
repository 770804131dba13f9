package org.qdmail.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Checksum;

/** Lines and octets of one connection, read ahead into one buffer. */
final class SinkInput {
    private static final byte[] END_OF_DATA = {'\r', '\n', '.', '\r', '\n'};
    private static final int DOT_OCTETS = 3;

    private final InputStream in;
    private final byte[] buffer = new byte[128 * 1024];
    private int next;
    private int end;

    /** Takes octets. */
    @FunctionalInterface
    interface Pieces {
        void take(byte[] octets, int start, int length);
    }

    SinkInput(InputStream in) {
        this.in = in;
    }

    boolean isEmpty() {
        return next == end;
    }

    String command() throws IOException {
        int length = lineLength();
        String line = new String(buffer, next, length, StandardCharsets.US_ASCII);
        next += length;
        return line.strip();
    }

    /** Hands out the lines of a content up to the lone dot, dots unstuffed. */
    void untilDot(Pieces lines) throws IOException {
        while (true) {
            int length = lineLength();
            int dot = buffer[next] == '.' ? 1 : 0;
            if (dot == 1 && length == 3) {
                next += length;
                return;
            }
            lines.take(buffer, next + dot, length - dot);
            next += length;
        }
    }

    /**
     * Takes a content up to the lone dot in large pieces; returns its size. The client must write nothing behind it before
     * it is answered, and no line of it may begin with a dot.
     */
    long untilDot(Checksum checksum) throws IOException {
        long size = 0;
        while (!endsInDot()) {
            int sure = Math.max(0, end - next - (END_OF_DATA.length - 1));
            checksum.update(buffer, next, sure);
            size += sure;
            next += sure;
            fill();
        }
        int last = end - next - DOT_OCTETS;
        checksum.update(buffer, next, last);
        next = end;
        return size + last;
    }

    private boolean endsInDot() {
        int start = end - END_OF_DATA.length;
        return start >= next && Arrays.equals(buffer, start, end, END_OF_DATA, 0, END_OF_DATA.length);
    }

    /** Hands out the octets of a chunk, in any pieces. */
    void exactly(long octets, Pieces pieces) throws IOException {
        long left = octets;
        while (left > 0) {
            if (next == end) fill();
            int length = (int) Math.min(left, end - next);
            pieces.take(buffer, next, length);
            next += length;
            left -= length;
        }
    }

    private int lineLength() throws IOException {
        int at = next;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == '\n') return at + 1 - next;
            }
            int seen = at - next;
            fill();
            at = next + seen;
        }
    }

    private void fill() throws IOException {
        if (next == end) {
            next = 0;
            end = 0;
        } else if (end == buffer.length || next >= buffer.length / 2) {
            if (next == 0) throw new IOException("a line over " + buffer.length + " octets");
            System.arraycopy(buffer, next, buffer, 0, end - next);
            end -= next;
            next = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) throw new EOFException();
        end += count;
    }
}
