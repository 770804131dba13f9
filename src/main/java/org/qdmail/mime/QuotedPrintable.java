package org.qdmail.mime;

import java.util.Arrays;
import java.util.Optional;

/**
 * Encodes text as quoted-printable (RFC 2045 section 6.7), hardened against gateways (RFC 8551 section 3.1.4): no line
 * begins with {@code From } or a dot, or ends in a blank. Lines have at most 76 characters.
 */
final class QuotedPrintable {
    static final int MAX_LINE = 76;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final byte[] AFTER_F = {'r', 'o', 'm', ' '};
    /** The longest step: a soft break and an escape. */
    private static final int MAX_STEP = 6;

    private final byte[] text;
    private final int length;
    private byte[] encoded;
    private int size;
    private int column;

    private QuotedPrintable(byte[] text, int length) {
        this.text = text;
        this.length = length;
        this.encoded = new byte[length + length / 8 + 64];
    }

    /**
     * Encodes the first octets of a text whose line ends are CRLF.
     *
     * @return the encoded text, or empty when it is longer than the limit
     */
    static Optional<byte[]> encode(byte[] text, int length, int limit) {
        QuotedPrintable encoder = new QuotedPrintable(text, length);
        return encoder.run(limit) ? Optional.of(Arrays.copyOf(encoder.encoded, encoder.size)) : Optional.empty();
    }

    private boolean run(int limit) {
        int at = 0;
        while (at < length) {
            if (size + MAX_STEP > encoded.length) encoded = Arrays.copyOf(encoded, size + size / 2 + MAX_STEP);
            if (isLineEnd(at)) {
                put('\r', '\n');
                column = 0;
                at += 2;
            } else {
                putCharacter(at);
                at++;
            }
            if (size > limit) return false;
        }
        return true;
    }

    private void putCharacter(int at) {
        boolean last = at + 1 == length || isLineEnd(at + 1);
        boolean escaped = needsEscape(at, last);
        int room = last ? MAX_LINE : MAX_LINE - 1;
        if (column + (escaped ? 3 : 1) > room) {
            put('=', '\r');
            encoded[size++] = '\n';
            column = 0;
            escaped = escaped || isRiskyAtLineStart(at);
        }
        if (!escaped) {
            encoded[size++] = text[at];
            column++;
            return;
        }
        encoded[size++] = '=';
        put(HEX[text[at] >> 4 & 15], HEX[text[at] & 15]);
        column += 3;
    }

    private boolean needsEscape(int at, boolean last) {
        byte octet = text[at];
        if (octet == ' ' || octet == '\t') return last;
        if (octet < '!' || octet > '~' || octet == '=') return true;
        return column == 0 && isRiskyAtLineStart(at);
    }

    private boolean isRiskyAtLineStart(int at) {
        if (text[at] == '.') return true;
        return text[at] == 'F'
                && at + AFTER_F.length < length
                && Arrays.equals(text, at + 1, at + 1 + AFTER_F.length, AFTER_F, 0, AFTER_F.length);
    }

    private boolean isLineEnd(int at) {
        return text[at] == '\r' && at + 1 < length && text[at + 1] == '\n';
    }

    private void put(int first, int second) {
        encoded[size++] = (byte) first;
        encoded[size++] = (byte) second;
    }
}
