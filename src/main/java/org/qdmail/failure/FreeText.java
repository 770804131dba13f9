package org.qdmail.failure;

/** Finds what a text may not hold. Offsets count UTF-16 units from 0; -1 for none. */
public final class FreeText {
    private FreeText() {}

    /**
     * The first character that may not stand in a text of one line: C0 but TAB, DEL, C1 and the line and paragraph
     * separators.
     */
    public static int firstControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (isControl(text.charAt(at))) return at;
        }
        return -1;
    }

    private static boolean isControl(char character) {
        return character < ' ' && character != '\t'
                || character >= 0x7f && character <= 0x9f
                || character == 0x2028
                || character == 0x2029;
    }

    /**
     * The first character that may not stand in a text of many lines: C0 but TAB, CR and LF, DEL, and the half of a
     * surrogate pair whose other half is missing.
     */
    public static int firstNotOfLines(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character >= ' ' && character < 0x7f || isLineSpace(character)) continue;
            if (character < ' ' || character == 0x7f) return at;
            if (!Character.isSurrogate(character)) continue;
            if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) return at;
            at++;
        }
        return -1;
    }

    private static boolean isLineSpace(char character) {
        return character == '\t' || character == '\r' || character == '\n';
    }

    /** The first half of a surrogate pair whose other half is missing. */
    public static int firstLoneSurrogate(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isSurrogate(text.charAt(at))) continue;
            if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) return at;
            at++;
        }
        return -1;
    }

    /** The first character that turns the direction of writing. */
    public static int firstDirectionControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (isDirectionControl(text.charAt(at))) return at;
        }
        return -1;
    }

    private static boolean isDirectionControl(char character) {
        return character == 0x061c
                || character == 0x200e
                || character == 0x200f
                || character >= 0x202a && character <= 0x202e
                || character >= 0x2066 && character <= 0x2069;
    }
}
