package org.qdmail.mime;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The type of a content, taken apart (RFC 2045 section 5.1).
 *
 * @param essence type and subtype
 * @param parameters its parameters in their order, unquoted
 */
record MediaType(String essence, List<Parameter> parameters) {
    static final MediaType OCTET_STREAM = new MediaType("application/octet-stream", List.of());

    /** Labels that mail uses and the JDK does not know. */
    private static final Set<String> JAPANESE_LABELS = Set.of(
            "cp50220",
            "cp50221",
            "cp50222",
            "cp51932",
            "eucjp-ms",
            "iso-2022-jp-1",
            "iso-2022-jp-3",
            "iso-2022-jp-2004",
            "iso-2022-jp-ms");

    record Parameter(String name, String value) {}

    MediaType {
        parameters = List.copyOf(parameters);
    }

    /** Takes a media type apart that its content has checked. */
    static MediaType of(String text) {
        int semicolon = text.indexOf(';');
        if (semicolon < 0) return new MediaType(text.strip(), List.of());
        List<Parameter> parameters = new ArrayList<>();
        int at = semicolon;
        while (at < text.length()) {
            int end = endOfParameter(text, at + 1);
            String parameter = text.substring(at + 1, end).strip();
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).strip();
                parameters.add(new Parameter(
                        name, unquoted(parameter.substring(equals + 1).strip())));
            }
            at = end;
        }
        return new MediaType(text.substring(0, semicolon).strip(), parameters);
    }

    private static int endOfParameter(String text, int from) {
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
        if (value.length() < 2 || value.charAt(0) != '"') return value;
        StringBuilder unquoted = new StringBuilder(value.length());
        for (int at = 1; at < value.length() - 1; at++) {
            if (value.charAt(at) == '\\' && at + 2 < value.length()) at++;
            unquoted.append(value.charAt(at));
        }
        return unquoted.toString();
    }

    /** Whether RFC 2045 section 6.4 forbids base64 for it; RFC 6532 allows it for the {@code message/global} types. */
    boolean forbidsEncoding() {
        String type = essence.toLowerCase(Locale.ROOT);
        return type.startsWith("message/") && !type.startsWith("message/global");
    }

    boolean hasKnownCharset() {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase("charset"))
                .allMatch(parameter -> isKnown(parameter.value()));
    }

    private static boolean isKnown(String label) {
        try {
            return Charset.isSupported(label) || JAPANESE_LABELS.contains(label.toLowerCase(Locale.ROOT));
        } catch (IllegalCharsetNameException unknown) {
            return false;
        }
    }
}
