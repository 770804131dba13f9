package org.qdmail.signing;

import java.io.IOException;
import java.io.InputStream;

/** The lines of a mail, one at a time and in constant memory; a line longer than the buffer comes in pieces. */
final class LineReading {
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int from;
    private int to;
    private int limit;
    private boolean beginsLine;
    private boolean endsLine = true;
    private boolean atEnd;

    LineReading(InputStream in) {
        this.in = in;
    }

    /** Goes on to the next line or piece; false at the end of the mail. */
    boolean next() throws IOException {
        from = to;
        beginsLine = endsLine;
        int end = lineEnd(from);
        while (end < 0) {
            int searched = limit - from;
            if (!fill()) break;
            end = lineEnd(from + searched);
        }
        to = end < 0 ? limit : end;
        endsLine = end >= 0;
        return to > from;
    }

    /** The offset behind the next LF in the buffer, or -1. */
    private int lineEnd(int start) {
        for (int at = start; at < limit; at++) if (buffer[at] == '\n') return at + 1;
        return -1;
    }

    /** Gets more octets; false when there are none, or no room for them. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= from;
            from = 0;
        }
        if (atEnd || limit == buffer.length) return false;
        int read = in.read(buffer, limit, buffer.length - limit);
        atEnd = read < 0;
        limit += Math.max(read, 0);
        return !atEnd;
    }

    /** Holds the line from {@link #offset()} on, until the next call of {@link #next()}. */
    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return from;
    }

    /** With its line end. */
    int length() {
        return to - from;
    }

    /** Without its line end. */
    int textLength() {
        return length() - endLength();
    }

    /** 2 for CRLF, 1 for LF, 0 where the line goes on or the mail ends. */
    int endLength() {
        if (!endsLine) return 0;
        return length() > 1 && buffer[to - 2] == '\r' ? 2 : 1;
    }

    boolean beginsLine() {
        return beginsLine;
    }

    boolean isEmptyLine() {
        return beginsLine && endsLine && textLength() == 0;
    }
}
