package org.qdmail.mime;

import java.util.Arrays;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * A text before its transfer encoding: UTF-8, every line end CRLF, the last line ended (RFC 2046 section 4.1.1). Made in
 * one pass, which also finds out whether the text could travel as it is.
 */
final class CanonicalText {
    private static final int MAX_LINE = 998;
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    /** The longest step: a character of four octets, or a line end and the one that ends the text. */
    private static final int MAX_STEP = 4;

    private byte[] octets;
    private int length;
    private int lineStart;
    private int escapes;
    private boolean ascii = true;
    private boolean plain = true;

    private CanonicalText(int capacity) {
        this.octets = new byte[capacity];
    }

    /**
     * Encodes a text.
     *
     * @param place where the text stands in the message, for the fault
     * @throws InvalidMessage for a lone surrogate, which no character set represents (MAIL-0301)
     */
    static CanonicalText of(String text, String place) {
        CanonicalText canonical = new CanonicalText(text.length() + moreThan(text));
        int at = 0;
        while (at < text.length()) {
            at = canonical.putRun(text, at);
            if (at == text.length()) break;
            canonical.makeRoom();
            char character = text.charAt(at);
            if (character < 0x80) at += canonical.putAscii(text, at);
            else at += canonical.putOther(text, at, place);
        }
        canonical.makeRoom();
        if (canonical.length > canonical.lineStart) canonical.endLine();
        return canonical;
    }

    /** For the line ends that a text lacks; one whose first line ends in CRLF has them as a rule. */
    private static int moreThan(String text) {
        int first = text.indexOf('\n');
        boolean hasAll = first > 0 && text.charAt(first - 1) == '\r';
        return hasAll ? MAX_STEP : text.length() / 16 + 64;
    }

    /** Puts characters that need no look of their own: almost all of most texts; returns the index behind them. */
    private int putRun(String text, int from) {
        byte[] into = octets;
        int end = Math.min(text.length(), from + into.length - length);
        int shift = length - from;
        int at = from;
        while (at < end) {
            char character = text.charAt(at);
            if (character < ' ' || character >= 0x7f || character == '=') break;
            into[at + shift] = (byte) character;
            at++;
        }
        length = at + shift;
        return at;
    }

    private void makeRoom() {
        if (length + MAX_STEP > octets.length) octets = Arrays.copyOf(octets, length + length / 2 + MAX_STEP);
    }

    private int putAscii(String text, int at) {
        char character = text.charAt(at);
        if (character == '\r' || character == '\n') {
            endLine();
            return character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
        }
        if (character < ' ' && character != '\t' || character == 0x7f) {
            plain = false;
            escapes++;
        } else if (character == '=') {
            escapes++;
        }
        octets[length++] = (byte) character;
        return 1;
    }

    private int putOther(String text, int at, String place) {
        char character = text.charAt(at);
        ascii = false;
        if (character < 0x800) {
            octets[length++] = (byte) (0xc0 | character >> 6);
            putTrailing(character, 0);
            escapes += 2;
            return 1;
        }
        if (!Character.isSurrogate(character)) {
            octets[length++] = (byte) (0xe0 | character >> 12);
            putTrailing(character, 6);
            putTrailing(character, 0);
            escapes += 3;
            return 1;
        }
        int codePoint = text.codePointAt(at);
        if (codePoint == character)
            throw InvalidMessage.of(MimeFaults.loneSurrogate(at).at(place));
        octets[length++] = (byte) (0xf0 | codePoint >> 18);
        putTrailing(codePoint, 12);
        putTrailing(codePoint, 6);
        putTrailing(codePoint, 0);
        escapes += 4;
        return 2;
    }

    private void putTrailing(int codePoint, int shift) {
        octets[length++] = (byte) (0x80 | codePoint >> shift & 0x3f);
    }

    private void endLine() {
        plain = plain && isSafeLine();
        octets[length++] = '\r';
        octets[length++] = '\n';
        lineStart = length;
    }

    /** A line that no gateway changes (RFC 8551 section 3.1.4). */
    private boolean isSafeLine() {
        int line = length - lineStart;
        if (line == 0) return true;
        byte last = octets[length - 1];
        if (line > MAX_LINE || last == ' ' || last == '\t' || line == 1 && last == '.') return false;
        return line < FROM.length || !Arrays.equals(octets, lineStart, lineStart + FROM.length, FROM, 0, FROM.length);
    }

    byte[] octets() {
        return octets;
    }

    /** How many of {@link #octets()} belong to the text. */
    int length() {
        return length;
    }

    boolean isAscii() {
        return ascii;
    }

    /** Whether the text can travel without a transfer encoding, 7-bit and unchanged by any gateway. */
    boolean travelsAsItIs() {
        return ascii && plain;
    }

    /** At least this long is the text in quoted-printable. */
    long leastQuotedLength() {
        return length + 2L * escapes;
    }
}
