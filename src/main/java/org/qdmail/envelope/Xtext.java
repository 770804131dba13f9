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
}
