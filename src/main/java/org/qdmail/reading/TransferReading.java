package org.qdmail.reading;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Undoes a Content-Transfer-Encoding; takes whatever can be taken and never fails (RFC 2045 section 6). */
final class TransferReading {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int at = 0; at < BASE64.length(); at++) VALUES[BASE64.charAt(at)] = (byte) at;
    }

    private TransferReading() {}

    static byte[] decode(byte[] octets, int from, int to, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(octets, from, to);
            case "quoted-printable" -> quotedPrintable(octets, from, to, false);
            default -> Arrays.copyOfRange(octets, from, to);
        };
    }

    /** Ignores what is not of the alphabet; ends at the padding. */
    static byte[] base64(byte[] octets, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) / 4 * 3 + 3);
        int bits = 0;
        int count = 0;
        for (int at = from; at < to && octets[at] != '='; at++) {
            int value = octets[at] < 0 ? -1 : VALUES[octets[at]];
            if (value < 0) continue;
            bits = bits << 6 | value;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            out.write(bits >> count);
        }
        return out.toByteArray();
    }

    /** Leaves an {@code =} alone that begins no code; {@code asWord} for RFC 2047, where {@code _} is a blank. */
    static byte[] quotedPrintable(byte[] octets, int from, int to, boolean asWord) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int at = from;
        while (at < to) {
            byte octet = octets[at];
            if (octet == '=') {
                at = afterEquals(octets, at, to, out);
                continue;
            }
            out.write(asWord && octet == '_' ? ' ' : octet);
            at++;
        }
        return out.toByteArray();
    }

    private static int afterEquals(byte[] octets, int at, int to, ByteArrayOutputStream out) {
        int high = at + 2 < to ? Character.digit(octets[at + 1], 16) : -1;
        int low = at + 2 < to ? Character.digit(octets[at + 2], 16) : -1;
        if (high >= 0 && low >= 0) {
            out.write(high << 4 | low);
            return at + 3;
        }
        int end = at + 1;
        while (end < to && (octets[end] == ' ' || octets[end] == '\t' || octets[end] == '\r')) end++;
        if (end < to && octets[end] == '\n') return end + 1; // a soft line break
        out.write('=');
        return at + 1;
    }
}
