package org.qdmail.smtp;

import org.qdmail.octets.FrozenMail;

/** Writes content for DATA: a dot at the start of a line is doubled, and a lone one ends it (RFC 5321 section 4.5.2). */
final class DotStuffing {
    private static final byte[] END = {'.', '\r', '\n'};

    private final SmtpConnection connection;
    private final EarlyReply early;
    private boolean atLineStart = true;
    private boolean afterFirstBlock;

    /** Asked before each block but the first. */
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
        lookAround();
        connection.putContent(block, offset, length);
    }

    private void putStuffed(byte[] block, int offset, int length) throws StepFailed {
        lookAround();
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

    private void lookAround() throws StepFailed {
        if (afterFirstBlock) early.look();
        afterFirstBlock = true;
    }
}
