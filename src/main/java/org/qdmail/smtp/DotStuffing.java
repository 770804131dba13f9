package org.qdmail.smtp;

import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Wire;

/** Writes content for DATA: a dot at the start of a line is doubled, and a lone one ends it (RFC 5321 section 4.5.2). */
final class DotStuffing {
    private static final byte[] END = {'.', '\r', '\n'};

    private final SmtpConnection connection;
    private final EarlyReply early;
    private boolean atLineStart = true;
    private long unlooked;

    /** Asked each time when another {@link Wire#BLOCK_OCTETS} are about to be written. */
    @FunctionalInterface
    interface EarlyReply {
        void look() throws StepFailed;
    }

    DotStuffing(SmtpConnection connection, EarlyReply early) {
        this.connection = connection;
        this.early = early;
    }

    /** Puts the whole content and its end; the caller flushes. */
    void put(FrozenMail mail) throws StepFailed {
        if (mail.hasDotLine()) mail.forEachBlock(this::putStuffed);
        else mail.forEachBlock(this::putPlain);
        connection.putContent(END, 0, END.length);
    }

    private void putPlain(byte[] block, int offset, int length) throws StepFailed {
        lookAround(length);
        connection.putContent(block, offset, length);
    }

    private void putStuffed(byte[] block, int offset, int length) throws StepFailed {
        lookAround(length);
        int end = offset + length;
        int start = offset;
        for (int at = offset; at < end; at++) {
            if (atLineStart && block[at] == '.') {
                connection.putContent(block, start, at - start);
                connection.putContent(END, 0, 1);
                start = at;
            }
            atLineStart = block[at] == '\n';
        }
        connection.putContent(block, start, end - start);
    }

    private void lookAround(int length) throws StepFailed {
        unlooked += length;
        if (unlooked <= Wire.BLOCK_OCTETS) return;
        early.look();
        unlooked = length;
    }
}
