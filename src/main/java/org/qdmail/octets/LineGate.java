package org.qdmail.octets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * Looks once at every octet that is frozen: refuses what may not travel and notes what a sender has to know
 * (RFC 5321 section 2.3.8: CR and LF only as a pair, no NUL).
 */
final class LineGate {
    private static final int MAX_LINE = 998;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH_OVER_CR = 0x0e0e_0e0e_0e0e_0e0eL;
    private static final long EACH_HIGH = 0x8080_8080_8080_8080L;

    private boolean inHeader = true;
    private boolean afterCr;
    private int lineOctets;
    private long position;
    private boolean sevenBit = true;
    private boolean headerAscii = true;
    private boolean dotLine;

    void pass(byte[] block, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int run = afterCr ? at : endOfRun(block, at, end);
            if (run > at) {
                if (lineOctets == 0 && block[at] == '.') dotLine = true;
                lineOctets += run - at;
            }
            if (run < end) passSpecial(block[run], position + run - offset);
            at = run + 1;
        }
        position += length;
    }

    /** Where lines of the body begin nothing can be wrong with lines of base64, so they need no look. */
    void passBase64(byte[] lines, int length) {
        boolean whole = length > 1 && lines[length - 2] == '\r' && lines[length - 1] == '\n';
        if (whole && !inHeader && !afterCr && lineOctets == 0) position += length;
        else pass(lines, 0, length);
    }

    /**
     * Behind the octets that need no look of their own: almost all of a mail goes through this loop. Eight octets at once,
     * as long as each of them is over CR and none over 7F: taking 0E from each borrows only where one is below.
     */
    private static int endOfRun(byte[] block, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long eight = (long) EIGHT.get(block, at);
            if (((eight | eight - EACH_OVER_CR) & EACH_HIGH) != 0) break;
            at += Long.BYTES;
        }
        while (at < end && block[at] > '\r') at++;
        return at;
    }

    private void passSpecial(byte octet, long where) {
        if (afterCr) {
            if (octet != '\n') throw InvalidMessage.of(MimeFaults.bareCarriageReturn(where - 1));
            endLine(where);
            return;
        }
        switch (octet) {
            case '\r' -> afterCr = true;
            case '\n' -> throw InvalidMessage.of(MimeFaults.bareLineFeed(where));
            case 0 -> throw InvalidMessage.of(MimeFaults.nul(where));
            default -> passOther(octet);
        }
    }

    private void passOther(byte octet) {
        lineOctets++;
        if (octet >= 0) return;
        sevenBit = false;
        if (inHeader) headerAscii = false;
    }

    private void endLine(long where) {
        afterCr = false;
        if (lineOctets > MAX_LINE) throw InvalidMessage.of(MimeFaults.lineTooLong(where, lineOctets));
        if (lineOctets == 0) inHeader = false;
        lineOctets = 0;
    }

    /** Refuses content whose last line is not ended. */
    void end() {
        if (afterCr) throw InvalidMessage.of(MimeFaults.bareCarriageReturn(position - 1));
        if (lineOctets > 0 || position == 0) throw InvalidMessage.of(MimeFaults.lastLineNotEnded());
    }

    boolean isSevenBit() {
        return sevenBit;
    }

    boolean isHeaderAscii() {
        return headerAscii;
    }

    boolean hasDotLine() {
        return dotLine;
    }
}
