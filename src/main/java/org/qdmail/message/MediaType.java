package org.qdmail.message;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;

/** Judges the text of a media type (RFC 2045 section 5.1), looking at each character once. */
final class MediaType {
    private static final int LONGEST = 500;
    /** RFC 6838 section 4.2. */
    private static final int LONGEST_NAME = 127;

    private final String text;
    private int at;

    private MediaType(String text) {
        this.text = text;
    }

    static void check(String mediaType) {
        if (mediaType.length() > LONGEST) {
            throw refused("it has " + mediaType.length() + " characters; at most " + LONGEST + " are allowed");
        }
        int control = FreeText.firstControl(mediaType);
        if (control >= 0)
            throw InvalidMessage.of(MessageFaults.control("media type", control).at("type"));
        new MediaType(mediaType).check();
    }

    private void check() {
        String type = token("a type");
        expect('/');
        String subtype = token("a subtype");
        if (type.length() > LONGEST_NAME || subtype.length() > LONGEST_NAME) {
            throw refused("type and subtype have at most " + LONGEST_NAME + " characters each");
        }
        if (type.equalsIgnoreCase("multipart")) throw refused("multiparts are made by the composer");
        Set<String> names = new HashSet<>();
        skipBlanks();
        while (at < text.length()) {
            expect(';');
            skipBlanks();
            parameter(names);
            skipBlanks();
        }
    }

    private void parameter(Set<String> names) {
        String name = token("a parameter name").toLowerCase(Locale.ROOT);
        if (!names.add(name)) throw refused("a parameter stands twice");
        if (name.equals("boundary")) throw refused("the boundary is chosen by the composer");
        if (name.startsWith("name") && (name.length() == 4 || name.charAt(4) == '*')) {
            throw refused("the name belongs to the attachment");
        }
        expect('=');
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token("a parameter value");
        if (name.equals("charset")) checkCharset(value);
    }

    private String token(String what) {
        int start = at;
        while (at < text.length() && isToken(text.charAt(at))) at++;
        if (at == start) throw refused(what + " is expected at character " + at);
        return text.substring(start, at);
    }

    private static boolean isToken(char character) {
        return character > ' ' && character < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(character) < 0;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') at++;
            if (at == text.length()) break;
            char character = text.charAt(at);
            if (character < ' ' || character > '~') throw refused("character " + at + " is not allowed");
            value.append(character);
            at++;
        }
        if (at == text.length()) throw refused("a quote is not closed");
        at++;
        return value.toString();
    }

    private void expect(char character) {
        if (at == text.length() || text.charAt(at) != character) {
            throw refused("'" + character + "' is expected at character " + at);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
    }

    private static void checkCharset(String name) {
        try {
            if (Charset.isSupported(name)) return;
        } catch (IllegalCharsetNameException notAName) {
            throw InvalidMessage.of(MimeFaults.unknownCharset().at("type"));
        }
        throw InvalidMessage.of(MimeFaults.unknownCharset().at("type"));
    }

    private static InvalidMessage refused(String reason) {
        return InvalidMessage.of(MessageFaults.mediaType(reason));
    }
}
