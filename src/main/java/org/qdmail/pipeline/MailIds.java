package org.qdmail.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.qdmail.envelope.EnvelopeId;

/**
 * Makes the ids of mails: 16 octets, the time in front (as UUID version 7 of RFC 9562), written in base32 of the
 * alphabet that sorts (RFC 4648 section 7). An ENVID carries the id with a mark of ours, so that a forged report can be
 * told.
 */
final class MailIds {
    private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".toCharArray();
    private static final String MAC = "HmacSHA256";
    private static final int MARK_OCTETS = 6;

    private final Clock clock;
    private final SecureRandom random;
    private final SecretKeySpec key;

    MailIds(Clock clock, SecureRandom random, byte[] secret) {
        this.clock = clock;
        this.random = random;
        this.key = new SecretKeySpec(secret, MAC);
    }

    /** A secret for one start, where none is configured. */
    static byte[] randomSecret(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return secret;
    }

    /** A new id of 26 characters; later ones are greater. */
    String next() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        long millis = clock.millis();
        for (int at = 0; at < 6; at++) octets[at] = (byte) (millis >> 8 * (5 - at));
        octets[6] = (byte) (octets[6] & 0x0f | 0x70);
        octets[8] = (byte) (octets[8] & 0x3f | 0x80);
        return base32(octets);
    }

    /** The ENVID for a mail: its id, a dot, the mark; 37 characters (RFC 3461 section 4.4 advises at most 38). */
    EnvelopeId envelopeId(String id) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] mark = mac.doFinal(id.getBytes(StandardCharsets.US_ASCII));
            return new EnvelopeId(id + '.' + base32(Arrays.copyOf(mark, MARK_OCTETS)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new AssertionError(MAC + " is part of every JDK", impossible);
        }
    }

    private static String base32(byte[] octets) {
        StringBuilder text = new StringBuilder((octets.length * 8 + 4) / 5);
        int bits = 0;
        int pending = 0;
        for (byte octet : octets) {
            pending = pending << 8 | octet & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET[pending >> bits & 31]);
            }
        }
        if (bits > 0) text.append(ALPHABET[pending << 5 - bits & 31]);
        return text.toString();
    }
}
