package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;

/** The lines of a message inside a message. */
final class EmbeddedLines {
    private EmbeddedLines() {}

    /** Whether every octet is 7-bit and not NUL, and no line is longer than 998. */
    static boolean areClean(byte[] message) {
        int line = 0;
        for (byte octet : message) {
            if (octet <= 0) return false;
            line = octet == '\n' || octet == '\r' ? 0 : line + 1;
            if (line > FieldLines.MAX) return false;
        }
        return true;
    }

    /** Writes the lines with CRLF, the last one too; CR, LF and CRLF each end one. */
    static void write(byte[] message, OutputStream out) throws IOException {
        int start = 0;
        for (int at = 0; at < message.length; at++) {
            if (message[at] != '\n' && message[at] != '\r') continue;
            writeLine(message, start, at, out);
            if (message[at] == '\r' && at + 1 < message.length && message[at + 1] == '\n') at++;
            start = at + 1;
        }
        if (start < message.length) writeLine(message, start, message.length, out);
    }

    private static void writeLine(byte[] message, int start, int end, OutputStream out) throws IOException {
        out.write(message, start, end - start);
        out.write('\r');
        out.write('\n');
    }
}
