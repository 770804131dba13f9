package org.qdmail.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * Encodes a text as encoded-words in UTF-8 and B (RFC 2047): each has at most 75 characters and decodes alone; no
 * character is split, and none is parted from its variation selector.
 */
final class EncodedWords {
    static final int MAX_WORD = 75;
    /** Less is too little for any encoded-word: a character of four octets needs 20. */
    private static final int MIN_ROOM = 20;

    private static final String BEGIN = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final int FRAME = BEGIN.length() + END.length();

    private EncodedWords() {}

    /** Whether a reader could take a part of the text for an encoded-word. */
    static boolean looksEncoded(String text) {
        return text.contains("=?");
    }

    static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7e) return false;
        }
        return true;
    }

    /** The length of the single word for a text, if there were no limit. */
    static int lengthOfOne(String text) {
        return FRAME + (text.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4;
    }

    /** Whether so much room takes a first word, which has the first character and its variation selector at least. */
    static boolean canBegin(String text, int room) {
        int next = text.offsetByCodePoints(0, 1);
        int octets = octets(text.codePointAt(0), 0);
        if (next < text.length() && isVariationSelector(text.codePointAt(next))) {
            octets += octets(text.codePointAt(next), next);
        }
        return room >= Math.max(MIN_ROOM, FRAME + (octets + 2) / 3 * 4);
    }

    /**
     * Splits a text, filling each word as far as its line allows.
     *
     * @param firstRoom characters left for the first word, so many that it {@link #canBegin}
     * @throws InvalidMessage for a lone surrogate (MAIL-0301)
     */
    static List<String> split(String text, int firstRoom) {
        List<String> words = new ArrayList<>();
        int room = Math.min(firstRoom, MAX_WORD);
        int at = 0;
        while (at < text.length()) {
            int end = endOfWord(text, at, room);
            words.add(word(text, at, end));
            at = end;
            room = MAX_WORD;
        }
        return words;
    }

    private static int endOfWord(String text, int from, int room) {
        int left = (room - FRAME) / 4 * 3;
        int at = from;
        int end = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            left -= octets(codePoint, at);
            if (left < 0) break;
            at += Character.charCount(codePoint);
            if (at == text.length() || !isVariationSelector(text.codePointAt(at))) end = at;
        }
        return end > from ? end : at;
    }

    private static int octets(int codePoint, int at) {
        if (codePoint < 0x80) return 1;
        if (codePoint < 0x800) return 2;
        if (codePoint >= 0x10000) return 4;
        if (Character.isSurrogate((char) codePoint)) throw InvalidMessage.of(MimeFaults.loneSurrogate(at));
        return 3;
    }

    private static boolean isVariationSelector(int codePoint) {
        return codePoint >= 0xfe00 && codePoint <= 0xfe0f || codePoint >= 0xe0100 && codePoint <= 0xe01ef;
    }

    private static String word(String text, int from, int to) {
        byte[] octets = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        return BEGIN + Base64.getEncoder().encodeToString(octets) + END;
    }
}
