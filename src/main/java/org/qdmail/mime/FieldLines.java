package org.qdmail.mime;

import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * Writes header fields, one after the other, as pieces with blanks between them, and folds in front of a piece (RFC 5322
 * section 2.2.3): lines have 76 octets where the pieces allow it and never more than 998; no line holds blanks only.
 */
final class FieldLines {
    static final int AIM = 76;
    static final int MAX = 998;

    private final StringBuilder out;
    private int column;
    private int longest;
    private boolean first;

    FieldLines(StringBuilder out) {
        this.out = out;
    }

    /** Starts a field; a piece has to follow. */
    void begin(String name) {
        out.append(name).append(':');
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
        int width = blanks.length() + octets(piece);
        if (column > 0 && column + width > (first ? MAX : AIM)) breakLine();
        out.append(blanks).append(piece);
        column += width;
        first = false;
    }

    /** Starts a new line; a piece has to follow. */
    void breakLine() {
        out.append("\r\n");
        longest = Math.max(longest, column);
        column = 0;
    }

    /** Whether a text of several pieces fits on this line behind one blank. */
    boolean fits(String text) {
        return octets(text) <= room();
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

    private static int octets(String text) {
        int octets = text.length();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < 0x80) continue;
            octets += character < 0x800 || Character.isSurrogate(character) ? 1 : 2;
        }
        return octets;
    }
}
