package org.qdmail.mailbox;

import java.util.ArrayList;
import java.util.List;

/** Finds the addresses in an unfolded address field; takes what is there, even where the field is broken. */
final class AddressReading {
    private static final int MAX_ADDRESSES = 1_000;

    private final String field;
    private final List<String> found = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private String angle = "";

    private AddressReading(String field) {
        this.field = field;
    }

    /** The bare addresses, in their order. */
    static List<String> addresses(String field) {
        AddressReading reading = new AddressReading(field);
        reading.run();
        return List.copyOf(reading.found);
    }

    private void run() {
        int at = 0;
        while (at < field.length() && found.size() < MAX_ADDRESSES) {
            char character = field.charAt(at);
            switch (character) {
                case '"' -> at = copyQuoted(at);
                case '(' -> at = behindComment(at);
                case '<' -> at = angleAddress(at);
                case ',', ';' -> endAddress();
                case ':' -> current.setLength(0); // the name of a group (RFC 5322 section 3.4)
                default -> current.append(character);
            }
            at++;
        }
        endAddress();
    }

    private int copyQuoted(int from) {
        int at = from + 1;
        while (at < field.length() && field.charAt(at) != '"') at += field.charAt(at) == '\\' ? 2 : 1;
        current.append(field, from, Math.min(at + 1, field.length()));
        return at;
    }

    private int behindComment(int from) {
        int depth = 0;
        for (int at = from; at < field.length(); at++) {
            char character = field.charAt(at);
            if (character == '\\') at++;
            else if (character == '(') depth++;
            else if (character == ')' && --depth == 0) return at;
        }
        return field.length();
    }

    private int angleAddress(int from) {
        int end = field.indexOf('>', from);
        if (end < 0) end = field.length();
        angle = field.substring(from + 1, end).strip();
        return end;
    }

    private void endAddress() {
        String address = angle.isEmpty() ? current.toString().strip() : angle;
        if (address.indexOf('@') > 0) found.add(address);
        current.setLength(0);
        angle = "";
    }
}
