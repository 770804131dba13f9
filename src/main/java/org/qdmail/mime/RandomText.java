package org.qdmail.mime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Writes 128 random bits as text that is safe in any token: 26 small letters and digits. */
final class RandomText {
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private RandomText() {}

    static String next(RandomGenerator random) {
        byte[] bits = new byte[2 * Long.BYTES];
        random.nextBytes(bits);
        ByteBuffer halves = ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = new byte[LENGTH];
        fill(text, 0, halves.getLong());
        fill(text, LENGTH / 2, halves.getLong());
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void fill(byte[] text, int from, long bits) {
        long rest = bits;
        for (int at = from; at < from + LENGTH / 2; at++) {
            text[at] = (byte) ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
    }
}
