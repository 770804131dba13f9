package org.qdmail.mime;

/**
 * Lines of plain text in the making: blanks collapse, none stays at the end of a line. References can name what no text
 * holds: controls are left out, as they show nothing and may steer a terminal, and half of a surrogate pair becomes U+FFFD
 * (HTML standard, numeric character reference end state).
 */
final class TextLines {
    private final StringBuilder text = new StringBuilder();
    private boolean blankPending;

    /** Adds running text: any run of white space is one blank, none at the start of a line. */
    void words(String running) {
        for (int at = 0; at < running.length(); at++) {
            char character = running.charAt(at);
            if (isSpace(character)) blank();
            else put(character == '\u00a0' ? ' ' : character);
        }
    }

    /** Adds text whose blanks and line breaks stay. */
    void preformatted(String lines) {
        for (int at = 0; at < lines.length(); at++) {
            char character = lines.charAt(at);
            if (character == '\n') breakLine();
            else if (character != '\r') put(character);
        }
    }

    /** Adds a word that is never changed. */
    void word(String word) {
        flushBlank();
        text.append(word);
    }

    private void put(char character) {
        if (isControl(character)) return;
        flushBlank();
        text.append(character);
    }

    private void flushBlank() {
        if (blankPending && !isLineStart()) text.append(' ');
        blankPending = false;
    }

    /** Separates from what follows, if anything follows on this line. */
    void blank() {
        blankPending = true;
    }

    /** Ends the line; a second break makes an empty line, more make no further ones. */
    void breakLine() {
        trimLine();
        int length = text.length();
        boolean emptyAbove =
                length == 0 || length > 1 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
        if (!emptyAbove) text.append('\n');
        blankPending = false;
    }

    /** Ends the line unless it is empty. */
    void startLine() {
        trimLine();
        if (!isLineStart()) text.append('\n');
        blankPending = false;
    }

    private boolean isLineStart() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }

    private void trimLine() {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) end--;
        text.setLength(end);
    }

    int length() {
        return text.length();
    }

    /** What was added since a length, without blanks around it. */
    String from(int start) {
        return start >= text.length() ? "" : text.substring(start).strip();
    }

    String text() {
        replaceHalves();
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || isBlank(text.charAt(end - 1)))) end--;
        return text.substring(0, end);
    }

    private void replaceHalves() {
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isSurrogate(text.charAt(at))) continue;
            if (Character.isSupplementaryCodePoint(text.codePointAt(at))) at++;
            else text.setCharAt(at, '\ufffd');
        }
    }

    /** C0 but TAB, DEL and C1. */
    static boolean isControl(char character) {
        return character < ' ' && character != '\t' || character >= 0x7f && character <= 0x9f;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character >= '\t' && character <= '\r';
    }
}
