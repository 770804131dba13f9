package org.qdmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.qdmail.address.EmailAddress;

/** Texts of mail that somebody else composed, fit for the fields of a report. */
final class ReportText {
    private static final int LONGEST = 500;
    private static final int LONGEST_SUBJECT = 100;
    private static final int POINTS_PER_WORD = 11; // 44 octets of UTF-8 at most, 60 characters of Base64

    private ReportText() {}

    /** Whether it is printable ASCII and no longer than a line may be. */
    static boolean fits(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    /** The text with a question mark for whatever is not printable ASCII, cut. */
    static String printable(String text, int most) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length() && at < most; at++) {
            char character = text.charAt(at);
            shown.append(character >= ' ' && character < 0x7f ? character : '?');
        }
        return shown.toString();
    }

    /** A text for an unstructured field: as it is, or in encoded words (RFC 2047 section 2); controls go, the end is cut. */
    static String unstructured(String text) {
        String shown = text.codePoints()
                .filter(point -> !Character.isISOControl(point) && !isHalf(point))
                .limit(LONGEST_SUBJECT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean isAscii = shown.chars().allMatch(character -> character < 0x7f) && !shown.contains("=?");
        return isAscii ? shown : encodedWords(shown);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int at = 0; at < points.length; at += POINTS_PER_WORD) {
            int count = Math.min(POINTS_PER_WORD, points.length - at);
            byte[] octets = new String(points, at, count).getBytes(UTF_8);
            words.add("=?utf-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=");
        }
        return String.join("\r\n ", words);
    }

    /** An address with its type: {@code rfc822}, or {@code utf-8} in the form for 7-bit mail (RFC 6533 section 3). */
    static String typed(EmailAddress address) {
        String wire = address.wire();
        boolean isAscii = wire.chars().allMatch(character -> character < 0x80);
        if (isAscii) return "rfc822;" + wire;
        StringBuilder escaped = new StringBuilder("utf-8;");
        wire.codePoints().forEach(point -> {
            boolean isPlain = point > ' ' && point < 0x7f && point != '\\' && point != '+' && point != '=';
            if (isPlain) escaped.append((char) point);
            else
                escaped.append("\\x{")
                        .append(Integer.toHexString(point).toUpperCase(Locale.ROOT))
                        .append('}');
        });
        return escaped.toString();
    }
}
