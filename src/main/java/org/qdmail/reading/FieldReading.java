package org.qdmail.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one header block (RFC 5322 section 2.2); line ends may be CRLF or LF, as long as the view is not misled. */
final class FieldReading {
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_FIELD_OCTETS = 64 * 1024;

    private final byte[] octets;
    private final int end;
    private final List<ReadField> fields = new ArrayList<>();
    private int position;

    private FieldReading(byte[] octets, int from, int to) {
        this.octets = octets;
        position = from;
        end = to;
    }

    static FieldReading of(byte[] octets, int from, int to) {
        FieldReading reading = new FieldReading(octets, from, to);
        reading.run();
        return reading;
    }

    List<ReadField> fields() {
        return fields;
    }

    /** Where the body begins; the end where there is none. */
    int bodyOffset() {
        return position;
    }

    private void run() {
        while (position < end) {
            int lineEnd = endOfLine(position);
            if (isEmptyLine(position, lineEnd)) {
                position = lineEnd;
                return;
            }
            int fieldEnd = lineEnd;
            while (fieldEnd < end && isBlank(octets[fieldEnd])) fieldEnd = endOfLine(fieldEnd);
            if (fields.size() < MAX_FIELDS) add(position, fieldEnd);
            position = fieldEnd;
        }
    }

    /** The offset behind the next LF. */
    private int endOfLine(int from) {
        int at = from;
        while (at < end && octets[at] != '\n') at++;
        return Math.min(at + 1, end);
    }

    private boolean isEmptyLine(int from, int lineEnd) {
        return octets[from] == '\n' || lineEnd - from == 2 && octets[from] == '\r' && octets[from + 1] == '\n';
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t';
    }

    private void add(int from, int to) {
        int colon = from;
        while (colon < to && octets[colon] != ':') colon++;
        if (colon == to || colon == from) return; // no field: such a line has no name
        byte[] raw = Arrays.copyOfRange(octets, colon + 1, Math.min(to, colon + 1 + MAX_FIELD_OCTETS));
        String name = CharsetReading.read(Arrays.copyOfRange(octets, from, Math.min(colon, from + 1_000)), "")
                .text();
        String text = CharsetReading.read(raw, "").text();
        fields.add(new ReadField(printable(name).strip(), withoutLastLineEnd(text), shown(text)));
    }

    private static String withoutLastLineEnd(String text) {
        int last = text.length();
        while (last > 0 && (text.charAt(last - 1) == '\n' || text.charAt(last - 1) == '\r')) last--;
        return text.substring(text.startsWith(" ") ? 1 : 0, Math.max(last, text.startsWith(" ") ? 1 : 0));
    }

    private static String shown(String text) {
        return printable(EncodedWordReading.decode(withoutOuterBlanks(printable(text))));
    }

    /** Blanks and tabs only: an ideographic space at the end belongs to the text. */
    private static String withoutOuterBlanks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (to > from && isBlank(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    /** Without what could make one line two. */
    private static String printable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character != '\r' && character != '\n' && character != 0) kept.append(character);
        }
        return kept.toString();
    }
}
