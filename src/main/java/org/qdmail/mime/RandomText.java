package org.qdmail.mime;

import java.util.random.RandomGenerator;

/** Writes 128 random bits as text that is safe in any token: 26 small letters and digits. */
final class RandomText {
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private RandomText() {}

    static String next(RandomGenerator random) {
        char[] text = new char[LENGTH];
        fill(text, 0, random.nextLong());
        fill(text, LENGTH / 2, random.nextLong());
        return new String(text);
    }

    private static void fill(char[] text, int from, long bits) {
        long rest = bits;
        for (int at = from; at < from + LENGTH / 2; at++) {
            text[at] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
    }
}
