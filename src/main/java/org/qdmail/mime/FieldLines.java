package org.qdmail.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * Writes header fields, one after the other, as pieces with blanks between them, and folds in front of a piece (RFC 5322
 * section 2.2.3): lines have 76 octets where the pieces allow it and never more than 998; no line holds blanks only.
 */
final class FieldLines {
    static final int AIM = 76;
    static final int MAX = 998;

    private byte[] octets = new byte[320]; // the header of most messages
    private int length;
    private int column;
    private int longest;
    private boolean first;

    /** Starts a field; a piece has to follow. */
    void begin(String name) {
        put(name);
        put(":");
        column = name.length() + 1;
        longest = 0;
        first = true;
    }

    /** Puts a piece behind one blank. */
    void piece(String piece) {
        piece(" ", piece);
    }

    /** Puts a piece behind blanks; neither is empty, and the piece begins and ends with another character. */
    void piece(String blanks, String piece) {
        int width = blanks.length() + width(piece);
        if (column > 0 && column + width > (first ? MAX : AIM)) breakLine();
        put(blanks);
        put(piece);
        column += width;
        first = false;
    }

    /** Starts a new line; a piece has to follow. */
    void breakLine() {
        put("\r\n");
        longest = Math.max(longest, column);
        column = 0;
    }

    /** Whether a text of several pieces fits on this line behind one blank. */
    boolean fits(String text) {
        return width(text) <= room();
    }

    /** How many octets a piece may have to fit on this line behind one blank. */
    int room() {
        return AIM - column - 1;
    }

    /** Whether nothing but the name was written. */
    boolean isFirst() {
        return first;
    }

    /**
     * Ends the field.
     *
     * @throws InvalidMessage when a piece was too long for any line (MAIL-0302)
     */
    void end() {
        breakLine();
        if (longest > MAX) throw InvalidMessage.of(MimeFaults.headerLineTooLong(longest));
    }

    private void put(String text) {
        int count = text.length();
        makeRoom(count);
        for (int at = 0; at < count; at++) {
            char character = text.charAt(at);
            if (character >= 0x80) {
                putUtf8(text);
                return;
            }
            octets[length + at] = (byte) character;
        }
        length += count;
    }

    private void putUtf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        makeRoom(utf8.length);
        System.arraycopy(utf8, 0, octets, length, utf8.length);
        length += utf8.length;
    }

    private void makeRoom(int more) {
        if (length + more > octets.length) octets = Arrays.copyOf(octets, 2 * (length + more));
    }

    /** What was written, in the first {@link #length()} octets; the rest is room. */
    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    private static int width(String text) {
        int octets = text.length();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < 0x80) continue;
            octets += character < 0x800 || Character.isSurrogate(character) ? 1 : 2;
        }
        return octets;
    }
}
