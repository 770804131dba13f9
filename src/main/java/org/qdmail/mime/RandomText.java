package org.qdmail.mime;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Writes 128 random bits as text that is safe in any token: 26 small letters and digits. */
final class RandomText {
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private RandomText() {}

    static String next(RandomGenerator random) {
        byte[] text = new byte[LENGTH];
        put(random, text, 0);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Puts the text into octets of the caller's. */
    static void put(RandomGenerator random, byte[] text, int at) {
        byte[] bits = new byte[2 * Long.BYTES];
        random.nextBytes(bits);
        fill(text, at, bits, 0);
        fill(text, at + LENGTH / 2, bits, Long.BYTES);
    }

    /** 64 of the bits, the first octet the lowest. */
    private static void fill(byte[] text, int from, byte[] bits, int first) {
        long rest = 0;
        for (int at = first + Long.BYTES - 1; at >= first; at--) rest = rest << 8 | bits[at] & 0xff;
        for (int at = from; at < from + LENGTH / 2; at++) {
            text[at] = (byte) ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
    }
}
