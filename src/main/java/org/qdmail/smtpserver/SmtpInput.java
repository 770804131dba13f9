package org.qdmail.smtpserver;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.qdmail.smtpserver.CommandLine.Flaw;

/** The octets of a client: read by line between commands, by count or until the final dot inside a mail. */
final class SmtpInput {
    /** An AUTH line may have 12,288 octets of answer (RFC 4954 section 4.5.3); every other command is far shorter. */
    static final int MAX_LINE_OCTETS = 12_288 + 64;

    private static final int MAX_FLOOD_OCTETS = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private final byte[] line = new byte[MAX_LINE_OCTETS];
    private int position;
    private int limit;

    SmtpInput(InputStream in) {
        this.in = in;
    }

    /** Whether octets have arrived that nobody has read: then no reply needs to be flushed yet (RFC 2920). */
    boolean hasBuffered() throws IOException {
        return position < limit || in.available() > 0;
    }

    /**
     * Reads up to the next LF.
     *
     * @throws EOFException when the client is gone, or sends a line without end
     */
    CommandLine readLine() throws IOException {
        int length = 0;
        boolean tooLong = false;
        for (int count = 0; count < MAX_FLOOD_OCTETS; count++) {
            int octet = read();
            if (octet == '\n') return toLine(length, tooLong);
            if (length < line.length) line[length++] = (byte) octet;
            else tooLong = true;
        }
        throw new EOFException("a line of more than " + MAX_FLOOD_OCTETS + " octets");
    }

    private CommandLine toLine(int length, boolean tooLong) {
        boolean endedByCrLf = length > 0 && line[length - 1] == '\r';
        int textLength = endedByCrLf ? length - 1 : length;
        String text = new String(line, 0, textLength, StandardCharsets.UTF_8);
        if (tooLong) return new CommandLine(text, Flaw.TOO_LONG);
        if (!endedByCrLf) return new CommandLine(text, Flaw.BARE_LINE_END);
        return new CommandLine(text, flawOf(text, textLength));
    }

    private Flaw flawOf(String text, int textLength) {
        if (text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) return Flaw.CONTROL_CHARACTER;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, textLength));
            return Flaw.NONE;
        } catch (CharacterCodingException malformed) {
            return Flaw.NOT_UTF8;
        }
    }

    /** Hands exactly {@code count} octets over: the chunk of a BDAT command (RFC 3030). */
    void readChunk(long count, Sink content) throws IOException {
        long missing = count;
        while (missing > 0) {
            fillIfEmpty();
            int length = (int) Math.min(missing, limit - position);
            content.write(buffer, position, length);
            position += length;
            missing -= length;
        }
    }

    int read() throws IOException {
        fillIfEmpty();
        return buffer[position++] & 0xff;
    }

    private void fillIfEmpty() throws IOException {
        if (position < limit) return;
        int count = in.read(buffer);
        if (count < 0) throw new EOFException("the client has closed the connection");
        position = 0;
        limit = count;
    }

    /** Drops what has arrived and was not read. */
    void discard() throws IOException {
        position = limit;
        in.skipNBytes(in.available());
    }

    /** Forgets the last line, which may hold a password. */
    void blankLine() {
        Arrays.fill(line, (byte) 0);
    }
}
