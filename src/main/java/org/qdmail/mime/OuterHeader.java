package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of a header stands outside of an encryption, and how the inside records it: one field HP-Outer for each, so that
 * who decrypts can tell what was hidden from what a server added (RFC 9788 sections 2.2 and 3.2.1).
 */
final class OuterHeader {
    private static final String HIDDEN_SUBJECT = "Subject: [...]\r\n";
    private static final Set<String> DROPPED = Set.of("comments", "keywords");
    private static final String RECORD = "HP-Outer: ";

    private final List<String> fields = new ArrayList<>(); // octets as characters, line ends included

    /** The outside of the lines of a header. */
    OuterHeader(byte[] header, OuterSubject subject) {
        for (String field : split(new String(header, ISO_8859_1))) {
            if (subject == OuterSubject.VISIBLE) fields.add(field);
            else addHiding(field);
        }
    }

    private void addHiding(String field) {
        String name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
        if (name.equals("subject")) fields.add(HIDDEN_SUBJECT);
        else if (!DROPPED.contains(name)) fields.add(field);
    }

    private static List<String> split(String header) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        while (start < header.length()) {
            int end = header.indexOf("\r\n", start) + 2;
            while (end < header.length() && isBlank(header.charAt(end))) end = header.indexOf("\r\n", end) + 2;
            fields.add(header.substring(start, end));
            start = end;
        }
        return fields;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    byte[] octets() {
        return String.join("", fields).getBytes(ISO_8859_1);
    }

    /** The fields HP-Outer. */
    byte[] records() {
        StringBuilder records = new StringBuilder();
        for (String field : fields) records.append(recorded(field));
        return records.toString().getBytes(ISO_8859_1);
    }

    /** Values were encoded and folded for their own field; a first line that gets too long is folded behind the name. */
    private static String recorded(String field) {
        int value = field.indexOf(':') + 1;
        boolean fits = RECORD.length() + field.indexOf("\r\n") <= FieldLines.AIM;
        boolean isFolded = field.startsWith("\r\n", value);
        if (fits || isFolded) return RECORD + field;
        return RECORD + field.substring(0, value) + "\r\n" + field.substring(value);
    }
}
