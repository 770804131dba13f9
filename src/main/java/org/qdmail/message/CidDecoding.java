package org.qdmail.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Takes back the two encodings of a URL in HTML. What is not well formed stays as it is. */
final class CidDecoding {
    private static final int LONGEST_ENTITY = 10;
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "commat", "@", "period", ".");

    private CidDecoding() {}

    /** Character references: numbers, and the names of marks that a cid or its quotes may hold. */
    static String entities(String text) {
        int amp = text.indexOf('&');
        if (amp < 0) return text;
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        while (amp >= 0) {
            int semicolon = text.substring(amp, Math.min(text.length(), amp + LONGEST_ENTITY))
                    .indexOf(';');
            String character = semicolon < 0 ? "" : character(text.substring(amp + 1, amp + semicolon));
            int to = character.isEmpty() ? amp + 1 : amp + semicolon + 1;
            decoded.append(text, from, amp).append(character.isEmpty() ? "&" : character);
            from = to;
            amp = text.indexOf('&', to);
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static String character(String entity) {
        if (!entity.startsWith("#")) return ENTITIES.getOrDefault(entity, "");
        boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
        try {
            int character = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(character) ? Character.toString(character) : "";
        } catch (NumberFormatException notANumber) {
            return "";
        }
    }

    /** Percent encoding of UTF-8 (RFC 3986 section 2.1); a plus sign is itself. */
    static String percent(String text) {
        if (text.indexOf('%') < 0) return text;
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < given.length; at++) {
            int octet = given[at] == '%' && at + 2 < given.length ? octet(given[at + 1], given[at + 2]) : -1;
            octets.write(octet < 0 ? given[at] : octet);
            if (octet >= 0) at += 2;
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static int octet(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
