package org.qdmail.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the parameters of a MIME field: plain or quoted where they are ASCII and fit on a line, otherwise by RFC 2231
 * with continuations; the {@code name} of Content-Type by encoded-words, which older programs read although RFC 2047
 * section 5 does not foresee it.
 */
final class Parameters {
    private static final String TOKEN_SPECIALS = "!#$%&'*+-.^_`{|}~";
    private static final String ATTRIBUTE_SPECIALS = "!#$&+-.^_`{|}~";
    private static final String HEX = "0123456789ABCDEF";
    private static final String CHARSET = "UTF-8''";
    /** What a line may have beside the parameter: a blank in front, and a semicolon behind. */
    private static final int BLANK = 1;

    private static final int SEMICOLON = 1;

    /** Pieces of the field; a semicolon belongs behind those that end a parameter or a segment, but the last. */
    private final List<String> pieces = new ArrayList<>();

    /** A parameter by RFC 2231 where it needs to be; one that is so already, by the star in its name, stays as it is. */
    Parameters add(String name, String value) {
        endPiece();
        String plain = name + '=' + (isToken(value) ? value : quoted(value));
        boolean fits = BLANK + plain.length() + SEMICOLON <= FieldLines.AIM;
        if (canBeQuoted(value) && (fits || name.indexOf('*') >= 0)) {
            pieces.add(plain);
        } else {
            addExtended(name, value, SEMICOLON);
        }
        return this;
    }

    /** A file name, which is always quoted where it is ASCII. No parameter may follow. */
    Parameters addFileName(String name, String fileName) {
        endPiece();
        String plain = name + '=' + quoted(fileName);
        if (isPlain(fileName, plain)) pieces.add(plain);
        else addExtended(name, fileName, 0);
        return this;
    }

    /** A file name as encoded-words inside quotes. No parameter may follow. */
    Parameters addEncodedName(String name, String fileName) {
        endPiece();
        String plain = name + '=' + quoted(fileName);
        if (isPlain(fileName, plain)) {
            pieces.add(plain);
            return this;
        }
        String begin = name + "=\"";
        // words have 12 + 4n characters: at most 68 in the 69 of this line and 72 in the 75 of the next, so the quote
        // fits
        List<String> words = EncodedWords.split(fileName, FieldLines.AIM - BLANK - begin.length());
        words.set(0, begin + words.get(0));
        words.set(words.size() - 1, words.get(words.size() - 1) + '"');
        pieces.addAll(words);
        return this;
    }

    private static boolean isPlain(String fileName, String written) {
        return canBeQuoted(fileName)
                && !EncodedWords.looksEncoded(fileName)
                && BLANK + written.length() <= FieldLines.AIM;
    }

    private void endPiece() {
        if (pieces.isEmpty()) return;
        pieces.set(pieces.size() - 1, pieces.get(pieces.size() - 1) + ';');
    }

    void write(FieldLines lines, String value) {
        lines.piece(pieces.isEmpty() ? value : value + ';');
        pieces.forEach(lines::piece);
    }

    /** Splits neither a character nor its escapes (RFC 2231 section 3). */
    private void addExtended(String name, String value, int behindLast) {
        String whole = name + "*=" + CHARSET + escaped(value);
        if (BLANK + whole.length() + behindLast <= FieldLines.AIM) {
            pieces.add(whole);
            return;
        }
        StringBuilder segment = new StringBuilder(name).append("*0*=").append(CHARSET);
        int number = 0;
        int at = 0;
        while (at < value.length()) {
            int codePoint = value.codePointAt(at);
            at += Character.charCount(codePoint);
            String escaped = escaped(codePoint);
            int behind = at < value.length() ? SEMICOLON : behindLast;
            if (BLANK + segment.length() + escaped.length() + behind > FieldLines.AIM) {
                pieces.add(segment.append(';').toString());
                number++;
                segment.setLength(0);
                segment.append(name).append('*').append(number).append("*=");
            }
            segment.append(escaped);
        }
        pieces.add(segment.toString());
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() * 3);
        value.codePoints().forEach(codePoint -> escaped.append(escaped(codePoint)));
        return escaped.toString();
    }

    private static String escaped(int codePoint) {
        if (isAlphanumeric(codePoint) || ATTRIBUTE_SPECIALS.indexOf(codePoint) >= 0)
            return Character.toString(codePoint);
        StringBuilder escaped = new StringBuilder(12);
        for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
        }
        return escaped.toString();
    }

    /** A quoted string; {@code "} and {@code \} become quoted pairs (RFC 5322 section 3.2.4). */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"' || character == '\\') quoted.append('\\');
            quoted.append(character);
        }
        return quoted.append('"').toString();
    }

    private static boolean canBeQuoted(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' || character > '~') return false;
        }
        return true;
    }

    private static boolean isToken(String text) {
        if (text.isEmpty()) return false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (!isAlphanumeric(character) && TOKEN_SPECIALS.indexOf(character) < 0) return false;
        }
        return true;
    }

    private static boolean isAlphanumeric(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9';
    }
}
