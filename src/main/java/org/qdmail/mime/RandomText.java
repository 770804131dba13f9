package org.qdmail.mime;

import java.util.random.RandomGenerator;

/** Writes 128 random bits as text that is safe in any token: 26 small letters and digits. */
final class RandomText {
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private RandomText() {}

    static String next(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        append(random, text);
        return text.toString();
    }

    static void append(RandomGenerator random, StringBuilder text) {
        byte[] bits = new byte[2 * Long.BYTES];
        random.nextBytes(bits);
        append(bits, 0, text);
        append(bits, Long.BYTES, text);
    }

    /** 64 of the bits, the first octet the lowest. */
    private static void append(byte[] bits, int first, StringBuilder text) {
        long rest = 0;
        for (int at = first + Long.BYTES - 1; at >= first; at--) rest = rest << 8 | bits[at] & 0xff;
        for (int count = 0; count < LENGTH / 2; count++) {
            text.append(ALPHABET.charAt((int) (rest & 31)));
            rest >>>= 5;
        }
    }
}
