package org.qdmail.reports;

import java.util.Locale;
import org.qdmail.address.EmailAddress;

/** Texts of mail that somebody else composed, fit for the fields of a report. */
final class ReportText {
    private static final int LONGEST = 500;

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
