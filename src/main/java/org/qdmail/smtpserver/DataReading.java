package org.qdmail.smtpserver;

import java.io.IOException;

/**
 * Reads the content behind DATA up to the final dot (RFC 5321 sections 4.1.1.4 and 4.5.2). Only CRLF . CRLF ends it: LF
 * or CR alone end neither a line nor the mail, whatever surrounds them, so nothing in a content can become a command.
 */
final class DataReading {
    private enum State {
        LINE_START,
        IN_LINE,
        AFTER_CR,
        AFTER_DOT,
        AFTER_DOT_CR
    }

    private final SmtpInput input;
    private final Sink content;
    private final byte[] block = new byte[8 * 1024];
    private int filled;
    private State state = State.LINE_START;

    private DataReading(SmtpInput input, Sink content) {
        this.input = input;
        this.content = content;
    }

    /** Hands the content over with its dots unstuffed; returns behind the final dot. */
    static void readInto(Sink content, SmtpInput input) throws IOException {
        new DataReading(input, content).run();
    }

    private void run() throws IOException {
        int octet = input.read();
        while (!(state == State.AFTER_DOT_CR && octet == '\n')) {
            take(octet);
            octet = input.read();
        }
        flush();
    }

    private void take(int octet) {
        switch (state) {
            case LINE_START -> takeAtLineStart(octet);
            case AFTER_DOT -> takeAfterDot(octet);
            case AFTER_DOT_CR -> {
                emit('\r'); // the line went on behind the dot: the dot was stuffed, the CR belongs to the text
                state = State.AFTER_CR;
                takeInLine(octet);
            }
            default -> takeInLine(octet);
        }
    }

    private void takeAtLineStart(int octet) {
        if (octet == '.') state = State.AFTER_DOT;
        else takeInLine(octet);
    }

    private void takeAfterDot(int octet) {
        if (octet == '\r') state = State.AFTER_DOT_CR;
        else takeInLine(octet);
    }

    private void takeInLine(int octet) {
        emit(octet);
        if (octet == '\r') state = State.AFTER_CR;
        else if (octet == '\n' && state == State.AFTER_CR) state = State.LINE_START;
        else state = State.IN_LINE;
    }

    private void emit(int octet) {
        if (filled == block.length) flush();
        block[filled++] = (byte) octet;
    }

    private void flush() {
        content.write(block, 0, filled);
        filled = 0;
    }
}
