package org.qdmail.mime;

import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/** Writes the value of a field as text: free (RFC 5322 section 2.2.1) or structured, where nothing can be encoded. */
final class FreeText {
    private FreeText() {}

    /** Writes ASCII text as it is and everything else as encoded-words, the whole value in one way. */
    static void write(FieldLines lines, String text) {
        if (!needsEncoding(text)) {
            writeTokens(lines, text);
            return;
        }
        if (!EncodedWords.canBegin(text, lines.room())) lines.breakLine();
        for (String word : EncodedWords.split(text, lines.room())) {
            lines.piece(word);
        }
    }

    /**
     * Writes the value of a structured field, folded at its blanks.
     *
     * @throws InvalidMessage when it is not ASCII (MAIL-0301)
     */
    static void writeStructured(FieldLines lines, String value) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) > 0x7e) throw InvalidMessage.of(MimeFaults.onlyAscii(at));
        }
        writeTokens(lines, value.strip());
    }

    /** Outer blanks, TAB and what looks encoded would be changed by a reader; a long token cannot be folded. */
    private static boolean needsEncoding(String text) {
        if (text.isEmpty()) return false;
        if (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') return true;
        int width = 1;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character > 0x7e || character == '\t') return true;
            if (character == ' ' && text.charAt(at - 1) != ' ') width = 0;
            if (++width > FieldLines.MAX) return true;
        }
        return EncodedWords.looksEncoded(text);
    }

    private static void writeTokens(FieldLines lines, String text) {
        if (lines.fits(text)) {
            if (!text.isEmpty()) lines.piece(text); // no piece of it would be folded
            return;
        }
        int at = 0;
        while (at < text.length()) {
            int token = at;
            while (isBlank(text.charAt(token))) token++;
            int end = token;
            while (end < text.length() && !isBlank(text.charAt(end))) end++;
            lines.piece(at == 0 ? " " : text.substring(at, token), text.substring(token, end));
            at = end;
        }
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
