package org.qdmail.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The type of a content, taken apart (RFC 2045 section 5.1).
 *
 * @param essence type and subtype
 * @param parameters its parameters in their order, unquoted
 */
record MediaType(String essence, List<Parameter> parameters) {
    static final MediaType OCTET_STREAM = new MediaType("application/octet-stream", List.of());

    record Parameter(String name, String value) {}

    MediaType {
        parameters = List.copyOf(parameters);
    }

    /** Takes a media type apart whose form its content has checked. */
    static MediaType of(String text) {
        List<Parameter> parameters = new ArrayList<>();
        int end = endOfElement(text, 0);
        String essence = text.substring(0, end).strip();
        while (end < text.length()) {
            int start = end + 1;
            end = endOfElement(text, start);
            String parameter = text.substring(start, end).strip();
            int equals = parameter.indexOf('=');
            parameters.add(new Parameter(parameter.substring(0, equals), unquoted(parameter.substring(equals + 1))));
        }
        return new MediaType(essence, parameters);
    }

    /** Where the next semicolon outside of quotes stands, or the end. */
    private static int endOfElement(String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char character = text.charAt(at);
            if (quoted && character == '\\') at++;
            else if (character == '"') quoted = !quoted;
            else if (character == ';' && !quoted) return at;
        }
        return text.length();
    }

    private static String unquoted(String value) {
        if (value.charAt(0) != '"') return value;
        StringBuilder unquoted = new StringBuilder(value.length());
        for (int at = 1; at < value.length() - 1; at++) {
            if (value.charAt(at) == '\\') at++;
            unquoted.append(value.charAt(at));
        }
        return unquoted.toString();
    }

    /** Whether RFC 2045 section 6.4 forbids base64 for it; RFC 6532 allows it for the {@code message/global} types. */
    boolean forbidsEncoding() {
        String type = essence.toLowerCase(Locale.ROOT);
        return type.startsWith("message/") && !type.startsWith("message/global");
    }
}
