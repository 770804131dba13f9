package org.qdmail.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import org.qdmail.octets.FrozenMailWriter;

/**
 * Encodes octets as base64 in lines of 76 characters (RFC 2045 section 6.8), block by block: the JDK's encoder works on
 * whole blocks, the line ends are put in afterwards. One object serves all parts of a mail; for one thread.
 */
final class Base64Lines {
    static final int MAX_LINE = 76;

    private static final int LINE_OCTETS = MAX_LINE / 4 * 3;
    private static final int LINES = 144;
    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private static final Base64.Encoder LINE_ENCODER = Base64.getMimeEncoder(MAX_LINE, new byte[] {'\r', '\n'});

    private final byte[] raw = new byte[LINES * LINE_OCTETS];
    private final byte[] encoded = new byte[LINES * MAX_LINE];
    private final byte[] lines = new byte[LINES * (MAX_LINE + 2)];

    /** The octets that {@code length} octets become, line ends included. */
    static long encodedLength(long length) {
        long characters = (length + 2) / 3 * 4;
        return characters + (characters + MAX_LINE - 1) / MAX_LINE * 2;
    }

    /** Encodes octets that are in memory. */
    static byte[] encode(byte[] octets, int length) {
        byte[] exact = octets.length == length ? octets : Arrays.copyOf(octets, length);
        byte[] lines = LINE_ENCODER.encode(exact);
        if (lines.length == 0) return lines;
        byte[] ended = Arrays.copyOf(lines, lines.length + 2);
        ended[lines.length] = '\r';
        ended[lines.length + 1] = '\n';
        return ended;
    }

    /** Reads a source to its end; every line that is written ends in CRLF, and nothing is written for no octets. */
    void encode(InputStream source, OutputStream out) throws IOException {
        int length = raw.length;
        while (length == raw.length) {
            length = source.readNBytes(raw, 0, raw.length);
            writeLines(length, out);
        }
    }

    private void writeLines(int length, OutputStream out) throws IOException {
        int characters = ENCODER.encode(length == raw.length ? raw : Arrays.copyOf(raw, length), encoded);
        int size = 0;
        for (int at = 0; at < characters; at += MAX_LINE) {
            int line = Math.min(MAX_LINE, characters - at);
            System.arraycopy(encoded, at, lines, size, line);
            size += line;
            lines[size++] = '\r';
            lines[size++] = '\n';
        }
        if (out instanceof FrozenMailWriter frozen) frozen.writeBase64(lines, size);
        else out.write(lines, 0, size);
    }
}
