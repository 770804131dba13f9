package org.qdmail.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of a header block in their relaxed form (RFC 6376 section 3.4.2): unfolded, blanks as one, name in lower case. */
final class RelaxedFields {
    /**
     * A field.
     *
     * @param name in lower case
     * @param relaxed the whole field, CRLF at its end
     */
    record Field(String name, byte[] relaxed) {}

    private final List<Field> fields = new ArrayList<>();

    private RelaxedFields() {}

    /** Those of a whole header block: lines ended by CRLF, without the empty line. */
    static RelaxedFields of(byte[] header) {
        RelaxedFields all = new RelaxedFields();
        int start = 0;
        while (start < header.length) {
            int end = end(header, start);
            all.fields.add(field(header, start, end));
            start = end;
        }
        return all;
    }

    /** Behind the CRLF that no blank follows. */
    private static int end(byte[] header, int start) {
        for (int at = start; at < header.length; at++) {
            if (header[at] == '\n' && (at + 1 == header.length || !isBlank(header[at + 1]))) return at + 1;
        }
        return header.length;
    }

    static Field field(byte[] header, int start, int end) {
        int colon = start;
        while (header[colon] != ':') colon++;
        int nameEnd = colon;
        while (nameEnd > start && isBlank(header[nameEnd - 1])) nameEnd--;
        String name = new String(header, start, nameEnd - start, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        ByteArrayOutputStream relaxed = new ByteArrayOutputStream(end - start);
        relaxed.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        relaxed.write(':');
        boolean held = false;
        boolean isEmpty = true;
        for (int at = colon + 1; at < end; at++) {
            byte octet = header[at];
            if (octet == '\r' || octet == '\n') continue;
            if (isBlank(octet)) {
                held = true;
                continue;
            }
            if (held && !isEmpty) relaxed.write(' ');
            held = false;
            isEmpty = false;
            relaxed.write(octet);
        }
        relaxed.write('\r');
        relaxed.write('\n');
        return new Field(name, relaxed.toByteArray());
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Those of a name, the last one first: the order in which they are signed (section 5.4.2). */
    List<Field> named(String name) {
        List<Field> named = new ArrayList<>();
        for (int at = fields.size() - 1; at >= 0; at--) {
            if (fields.get(at).name().equals(name)) named.add(fields.get(at));
        }
        return named;
    }
}
