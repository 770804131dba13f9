package org.qdmail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds where HTML refers to inline parts: {@code cid:} in the attributes that fetch something and in {@code url()} of
 * style sheets (RFC 2392). Comments and scripts are passed over. Each character is looked at a fixed number of times.
 */
final class CidReferences {
    private static final String SCHEME = "cid:";
    private static final Set<String> FETCHING = Set.of("src", "href", "background", "poster", "data", "xlink:href");

    private final List<Reference> found = new ArrayList<>();
    private final String html;
    private int at;

    private CidReferences(String html) {
        this.html = html;
    }

    /**
     * One reference.
     *
     * @param cid after decoding
     * @param offset of its URL in the HTML
     */
    record Reference(String cid, int offset) {}

    static List<Reference> in(String html) {
        CidReferences references = new CidReferences(html);
        references.read();
        return List.copyOf(references.found);
    }

    private void read() {
        while (at < html.length()) {
            at = html.indexOf('<', at);
            if (at < 0) return;
            if (html.startsWith("<!--", at)) at = behind(html.indexOf("-->", at + 2), 3);
            else if (at + 1 < html.length() && isLetter(html.charAt(at + 1))) tag();
            else at++;
        }
    }

    private void tag() {
        at++;
        String name = word();
        while (at < html.length() && html.charAt(at) != '>') attribute();
        at++;
        if (name.equals("style")) styleSheet();
        if (name.equals("script")) at = endOf("</script");
    }

    private void styleSheet() {
        int start = Math.min(at, html.length());
        at = endOf("</style");
        urls(html.substring(start, at), start);
    }

    /** Letters and marks up to a blank, {@code =}, {@code /} or {@code >}; in lower case. */
    private String word() {
        int start = at;
        while (at < html.length() && " \t\r\n\f=/>".indexOf(html.charAt(at)) < 0) at++;
        return html.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private void attribute() {
        int start = at;
        String name = word();
        skipBlanks();
        if (at < html.length() && html.charAt(at) == '=') {
            at++;
            skipBlanks();
            value(name);
        } else if (at == start) {
            at++; // a lone slash or equals sign
        }
    }

    private void value(String name) {
        if (at == html.length()) return;
        char quote = html.charAt(at);
        boolean quoted = quote == '"' || quote == '\'';
        if (quoted) at++;
        int start = at;
        while (at < html.length() && !(quoted ? html.charAt(at) == quote : endsBareValue(html.charAt(at)))) at++;
        String value = html.substring(start, at);
        if (quoted) at = Math.min(at + 1, html.length());
        if (FETCHING.contains(name)) url(value, start);
        if (name.equals("style")) urls(CidDecoding.entities(value), start);
    }

    private static boolean endsBareValue(char character) {
        return " \t\r\n\f>".indexOf(character) >= 0;
    }

    private void url(String value, int offset) {
        String address = CidDecoding.entities(value).strip();
        if (address.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            found.add(new Reference(CidDecoding.percent(address.substring(SCHEME.length())), offset));
        }
    }

    /** The {@code url()} functions of a style sheet. */
    private void urls(String css, int offset) {
        String lower = css.toLowerCase(Locale.ROOT);
        int open = lower.indexOf("url(");
        while (open >= 0) {
            int close = css.indexOf(')', open);
            if (close < 0) return;
            String inside = css.substring(open + 4, close).strip();
            boolean quoted = inside.length() > 1 && "\"'".indexOf(inside.charAt(0)) >= 0;
            url(quoted ? inside.substring(1, inside.length() - 1) : inside, offset + open);
            open = lower.indexOf("url(", close);
        }
    }

    private int endOf(String endTag) {
        for (int from = Math.min(at, html.length()); ; from++) {
            from = html.indexOf('<', from);
            if (from < 0) return html.length();
            if (html.regionMatches(true, from, endTag, 0, endTag.length())) return from;
        }
    }

    private void skipBlanks() {
        while (at < html.length() && " \t\r\n\f".indexOf(html.charAt(at)) >= 0) at++;
    }

    private int behind(int start, int length) {
        return start < 0 ? html.length() : start + length;
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }
}
