package org.qdmail.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The texts and numbers of one JSON object (RFC 8259), by name; what is nested is read over. Small enough to go without a
 * library, which applications without a container may not have.
 */
final class FlatJson {
    /** What is no JSON object. Says nothing of it. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit() {
            super("no JSON object", null, false, false);
        }
    }

    private static final int DEEPEST = 16;

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** Texts as they are, numbers as they are written. */
    static Map<String, String> read(byte[] octets) throws Unfit {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Unfit();
        }
        FlatJson json = new FlatJson(text);
        json.skipBlanks();
        Map<String, String> members = json.object(1);
        json.skipBlanks();
        if (json.at != text.length()) throw new Unfit();
        return members;
    }

    private Map<String, String> object(int depth) throws Unfit {
        Map<String, String> members = new HashMap<>();
        Set<String> names = new HashSet<>();
        require('{');
        if (takes('}')) return members;
        do {
            skipBlanks();
            String name = string();
            if (!names.add(name)) throw new Unfit();
            require(':');
            skipBlanks();
            char first = peek();
            if (first == '"') members.put(name, string());
            else if (first == '-' || isDigit(first)) members.put(name, number());
            else skipOther(depth);
        } while (takes(','));
        require('}');
        return members;
    }

    private void skipOther(int depth) throws Unfit {
        if (depth == DEEPEST) throw new Unfit();
        switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> throw new Unfit();
        }
    }

    private void array(int depth) throws Unfit {
        require('[');
        if (takes(']')) return;
        do {
            skipBlanks();
            char first = peek();
            if (first == '"') string();
            else if (first == '-' || isDigit(first)) number();
            else skipOther(depth);
        } while (takes(','));
        require(']');
    }

    private void word(String word) throws Unfit {
        if (!text.startsWith(word, at)) throw new Unfit();
        at += word.length();
    }

    private String number() throws Unfit {
        int from = at;
        if (peek() == '-') at++;
        if (peek() == '0') at++;
        else digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
        }
        return text.substring(from, at);
    }

    private void digits() throws Unfit {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) at++;
        if (at == from) throw new Unfit();
    }

    private String string() throws Unfit {
        require('"');
        StringBuilder string = new StringBuilder();
        for (char next = next(); next != '"'; next = next()) {
            if (next < ' ') throw new Unfit();
            string.append(next == '\\' ? escaped() : next);
        }
        return string.toString();
    }

    private char escaped() throws Unfit {
        char kind = next();
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw new Unfit();
        };
    }

    private int hex() throws Unfit {
        char digit = next();
        int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
        if (value < 0) throw new Unfit();
        return value;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    /** Whether the character comes next, behind blanks; then it is taken. */
    private boolean takes(char wanted) {
        skipBlanks();
        if (at == text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private void require(char wanted) throws Unfit {
        if (!takes(wanted)) throw new Unfit();
    }

    private char peek() throws Unfit {
        if (at == text.length()) throw new Unfit();
        return text.charAt(at);
    }

    private char next() throws Unfit {
        char next = peek();
        at++;
        return next;
    }
}
