package org.qdmail.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code value; name=value; …} of a MIME field, with the continuations and character sets of RFC 2231. */
final class ParameterReading {
    private static final int MAX_PARAMETERS = 200;

    private final String field;
    private final String value;
    private final Map<String, String> plain = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Section>> extended = new LinkedHashMap<>();
    private int position;

    /** One piece of a value that RFC 2231 has cut. */
    private record Section(String text, boolean isEncoded) {}

    private ParameterReading(String field) {
        this.field = field;
        position = field.indexOf(';') < 0 ? field.length() : field.indexOf(';');
        value = field.substring(0, position).strip().toLowerCase(Locale.ROOT);
        for (int count = 0; count < MAX_PARAMETERS && position < field.length(); count++) parameter();
    }

    static ParameterReading of(String unfolded) {
        return new ParameterReading(unfolded);
    }

    /** What stands before the first semicolon, in lower case. */
    String value() {
        return value;
    }

    /** A parameter as a reader sees it; the form of RFC 2231 wins over the plain one. */
    Optional<String> get(String name) {
        Map<Integer, Section> sections = extended.get(name);
        if (sections != null) return Optional.of(joined(sections));
        return Optional.ofNullable(plain.get(name))
                .map(EncodedWordReading::decode); // RFC 2047 in quotes: forbidden, common
    }

    private void parameter() {
        position++; // the semicolon
        int equals = field.indexOf('=', position);
        int semicolon = field.indexOf(';', position);
        if (equals < 0 || semicolon >= 0 && semicolon < equals) { // a word without a value
            position = semicolon < 0 ? field.length() : semicolon;
            return;
        }
        String name = field.substring(position, equals).strip().toLowerCase(Locale.ROOT);
        position = equals + 1;
        put(name, nextValue());
    }

    private String nextValue() {
        while (position < field.length() && Character.isWhitespace(field.charAt(position))) position++;
        if (position < field.length() && field.charAt(position) == '"') return quoted();
        int end = field.indexOf(';', position);
        if (end < 0) end = field.length();
        String token = field.substring(position, end).strip();
        position = end;
        return token;
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        position++;
        while (position < field.length() && field.charAt(position) != '"') {
            if (field.charAt(position) == '\\' && position + 1 < field.length()) position++;
            text.append(field.charAt(position++));
        }
        int end = field.indexOf(';', position);
        position = end < 0 ? field.length() : end;
        return text.toString();
    }

    private void put(String name, String text) {
        int star = name.indexOf('*');
        if (star < 0) {
            plain.putIfAbsent(name, text);
            return;
        }
        boolean isEncoded = name.endsWith("*");
        String number =
                name.substring(star + 1, isEncoded && name.length() > star + 1 ? name.length() - 1 : name.length());
        int index = number.isEmpty() ? 0 : indexOf(number);
        if (index < 0) return;
        extended.computeIfAbsent(name.substring(0, star), any -> new TreeMap<>())
                .putIfAbsent(index, new Section(text, isEncoded));
    }

    private static int indexOf(String number) {
        boolean isNumber = number.length() <= 3 && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Integer.parseInt(number) : -1;
    }

    private static String joined(Map<Integer, Section> sections) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = "";
        boolean isFirst = true;
        for (Section section : sections.values()) {
            String text = section.text();
            if (isFirst && section.isEncoded()) {
                int first = text.indexOf('\'');
                int second = text.indexOf('\'', first + 1);
                if (second > first && first >= 0) {
                    charset = text.substring(0, first);
                    text = text.substring(second + 1);
                }
            }
            isFirst = false;
            octets.writeBytes(section.isEncoded() ? percentDecoded(text) : text.getBytes(StandardCharsets.UTF_8));
        }
        return CharsetReading.read(octets.toByteArray(), charset).text();
    }

    private static byte[] percentDecoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < octets.length; at++) {
            int high = at + 2 < octets.length ? Character.digit(octets[at + 1], 16) : -1;
            int low = at + 2 < octets.length ? Character.digit(octets[at + 2], 16) : -1;
            boolean isCode = octets[at] == '%' && high >= 0 && low >= 0;
            out.write(isCode ? high << 4 | low : octets[at]);
            if (isCode) at += 2;
        }
        return out.toByteArray();
    }
}
