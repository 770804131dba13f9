package org.qdmail.envelope;

/** The xtext encoding of DSN parameters (RFC 3461 section 4). */
public final class Xtext {
    private static final String HEX = "0123456789ABCDEF";

    private Xtext() {}

    /**
     * {@code a+b=c} becomes {@code a+2Bb+3Dc}.
     *
     * @throws IllegalArgumentException for a character that is not printable ASCII or a blank
     */
    public static String encode(String ascii) {
        StringBuilder encoded = new StringBuilder(ascii.length() + 8);
        for (int at = 0; at < ascii.length(); at++) {
            char character = ascii.charAt(at);
            if (character < ' ' || character > '~') throw new IllegalArgumentException("not ASCII at offset " + at);
            if (character == '+' || character == '=' || character == ' ') {
                encoded.append('+').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 15));
            } else {
                encoded.append(character);
            }
        }
        return encoded.toString();
    }

    /** The other way round; what is no encoding stands for itself, since a peer may have written it. */
    public static String decode(String xtext) {
        StringBuilder decoded = new StringBuilder(xtext.length());
        int at = 0;
        while (at < xtext.length()) {
            char character = xtext.charAt(at);
            int high = character == '+' && at + 2 < xtext.length() ? HEX.indexOf(xtext.charAt(at + 1)) : -1;
            int low = high < 0 ? -1 : HEX.indexOf(xtext.charAt(at + 2));
            decoded.append(low < 0 ? character : (char) (high << 4 | low));
            at += low < 0 ? 1 : 3;
        }
        return decoded.toString();
    }
}
