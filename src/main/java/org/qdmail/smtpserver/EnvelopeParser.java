package org.qdmail.smtpserver;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code MAIL FROM:<path> parameters} and {@code RCPT TO:<path> parameters} (RFC 5321 section 4.1.2). */
final class EnvelopeParser {
    private static final int MAX_LOCAL_OCTETS = 64;
    private static final int MAX_DOMAIN_OCTETS = 255;

    private final String text;
    private int position;

    private EnvelopeParser(String text) {
        this.text = text;
    }

    /**
     * Reads the command; a blank between colon and path is tolerated, as most servers do.
     *
     * @param prefix {@code MAIL FROM:} or {@code RCPT TO:}
     */
    static EnvelopeCommand parse(String line, String prefix) throws RefusedCommand {
        if (!line.regionMatches(true, 0, prefix, 0, prefix.length())) {
            throw new RefusedCommand("501 5.5.2 expected " + prefix + "<address>");
        }
        EnvelopeParser parser = new EnvelopeParser(line.substring(prefix.length()));
        String address = parser.path();
        return new EnvelopeCommand(line, address, parser.parameters());
    }

    private String path() throws RefusedCommand {
        while (position < text.length() && text.charAt(position) == ' ') position++;
        if (position == text.length() || text.charAt(position) != '<') {
            throw new RefusedCommand("501 5.5.2 the address has to stand between < and >");
        }
        int start = ++position;
        int end = closingBracket();
        position = end + 1;
        return checked(withoutSourceRoute(text.substring(start, end)));
    }

    /** The bracket that ends the path; one inside a quoted local part does not. */
    private int closingBracket() throws RefusedCommand {
        boolean quoted = false;
        for (int at = position; at < text.length(); at++) {
            char character = text.charAt(at);
            if (quoted && character == '\\') at++;
            else if (character == '"') quoted = !quoted;
            else if (character == '>' && !quoted) return at;
        }
        throw new RefusedCommand("501 5.5.2 the address has to stand between < and >");
    }

    private static String withoutSourceRoute(String path) {
        int colon = path.indexOf(':');
        return path.startsWith("@") && colon > 0 ? path.substring(colon + 1) : path; // RFC 5321 section 4.1.1.3
    }

    private static String checked(String address) throws RefusedCommand {
        if (address.isEmpty() || address.equalsIgnoreCase("postmaster")) return address;
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1) throw new RefusedCommand("501 5.1.3 not an address: no @ in it");
        requireAtMost("local part", address.substring(0, at), MAX_LOCAL_OCTETS);
        requireAtMost("domain", address.substring(at + 1), MAX_DOMAIN_OCTETS);
        return address;
    }

    private static void requireAtMost(String what, String part, int max) throws RefusedCommand {
        int octets = part.getBytes(StandardCharsets.UTF_8).length;
        if (octets <= max) return;
        throw new RefusedCommand("501 5.1.3 the " + what + " has " + octets + " octets; at most " + max
                + " are allowed (RFC 5321 section 4.5.3.1)");
    }

    private Map<String, String> parameters() throws RefusedCommand {
        String rest = text.substring(position);
        if (!rest.isEmpty() && rest.charAt(0) != ' ') throw new RefusedCommand("501 5.5.2 a blank has to follow the >");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String word : rest.strip().split(" +", -1)) {
            if (!word.isEmpty()) addTo(parameters, word);
        }
        return parameters;
    }

    private static void addTo(Map<String, String> parameters, String word) throws RefusedCommand {
        int equals = word.indexOf('=');
        String name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        if (equals >= 0 && value.isEmpty()) throw new RefusedCommand("501 5.5.4 " + name + "= without a value");
        if (parameters.put(name, value) != null) {
            throw new RefusedCommand("501 5.5.4 " + name + " given twice (RFC 3461 section 4.5)");
        }
    }
}
