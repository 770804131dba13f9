package org.qdmail.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the encoded words of a header field (RFC 2047 section 6). White space between two of them vanishes; a character
 * that was torn apart between two words of one character set is put together again.
 */
final class EncodedWordReading {
    private final String field;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private String charset = "";
    private int position;

    private EncodedWordReading(String field) {
        this.field = field;
    }

    /** The unfolded field as a reader sees it. */
    static String decode(String field) {
        return new EncodedWordReading(field).run();
    }

    private String run() {
        while (position < field.length()) {
            int start = field.indexOf("=?", position);
            int end = start < 0 ? -1 : endOfWord(start);
            if (end < 0) {
                start = start < 0 ? field.length() : start + 2; // no word begins here: plain text
                plain(field.substring(position, start));
                position = start;
                continue;
            }
            plain(field.substring(position, start));
            word(field.substring(start + 2, end - 2));
            position = end;
        }
        flush();
        return text.toString();
    }

    /** {@code =?charset?encoding?text?=}: the offset behind it, or -1. */
    private int endOfWord(int start) {
        int encoding = field.indexOf('?', start + 2);
        if (encoding < 0 || encoding + 2 >= field.length() || field.charAt(encoding + 2) != '?') return -1;
        if ("bBqQ".indexOf(field.charAt(encoding + 1)) < 0) return -1;
        int end = field.indexOf("?=", encoding + 3);
        if (end < 0) return -1;
        return field.indexOf(' ', start) < 0 || field.indexOf(' ', start) > encoding ? end + 2 : -1;
    }

    private void plain(String between) {
        if (between.isEmpty() || between.isBlank() && pending.size() > 0 && nextIsWord()) return;
        flush();
        text.append(between);
    }

    private boolean nextIsWord() {
        int start = field.indexOf("=?", position);
        return start >= 0 && endOfWord(start) >= 0;
    }

    private void word(String word) {
        int encoding = word.indexOf('?');
        String name = withoutLanguage(word.substring(0, encoding));
        byte[] octets = word.substring(encoding + 3).getBytes(StandardCharsets.ISO_8859_1);
        boolean isBase64 = Character.toUpperCase(word.charAt(encoding + 1)) == 'B';
        byte[] decoded = isBase64
                ? TransferReading.base64(octets, 0, octets.length)
                : TransferReading.quotedPrintable(octets, 0, octets.length, true);
        if (!name.equals(charset) || startsAnew(name)) flush();
        charset = name;
        pending.writeBytes(decoded);
    }

    /** RFC 2231 section 5: {@code charset*language}. */
    private static String withoutLanguage(String name) {
        int star = name.indexOf('*');
        return (star < 0 ? name : name.substring(0, star)).toLowerCase(Locale.ROOT);
    }

    /** Words of a set with shift states begin in the first state each, so they cannot be joined. */
    private static boolean startsAnew(String name) {
        return name.startsWith("iso-2022-") || name.equals("utf-7");
    }

    private void flush() {
        if (pending.size() == 0) return;
        text.append(CharsetReading.read(pending.toByteArray(), charset).text());
        pending.reset();
    }
}
