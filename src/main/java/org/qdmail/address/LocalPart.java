package org.qdmail.address;

import java.nio.charset.StandardCharsets;

/**
 * What stands before the @.
 *
 * @param text without quotes
 * @param wire with quotes where they are needed or were given
 */
record LocalPart(String text, String wire) {
    static final LocalPart NONE = new LocalPart("", "");

    static LocalPart plain(String text) {
        return new LocalPart(text, text);
    }

    /** The quoted string with no more quoted pairs than it needs (RFC 5321 section 4.1.2). */
    static LocalPart quoted(String text) {
        StringBuilder wire = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"' || character == '\\') wire.append('\\');
            wire.append(character);
        }
        return new LocalPart(text, wire.append('"').toString());
    }

    int octets() {
        return isAscii() ? wire.length() : wire.getBytes(StandardCharsets.UTF_8).length;
    }

    boolean isAscii() {
        for (int at = 0; at < wire.length(); at++) {
            if (wire.charAt(at) > 0x7e) return false;
        }
        return true;
    }
}
