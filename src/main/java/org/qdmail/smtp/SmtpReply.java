package org.qdmail.smtp;

import java.util.List;
import java.util.Optional;
import org.qdmail.failure.ServerReply;

/**
 * A complete reply as it came (RFC 5321 section 4.2).
 *
 * @param code 200 to 599
 * @param lines the texts behind the code, one for each line, untrusted
 */
record SmtpReply(int code, List<String> lines) {
    private static final int SERVICE_CLOSING = 421;

    SmtpReply {
        lines = List.copyOf(lines);
    }

    /** 2yz: the first digit decides (RFC 5321 section 4.2.1). */
    boolean isPositive() {
        return code / 100 == 2;
    }

    /** 3yz: go on. */
    boolean isIntermediate() {
        return code / 100 == 3;
    }

    boolean isTransient() {
        return code / 100 == 4;
    }

    boolean isPermanent() {
        return code / 100 == 5;
    }

    /** 421: the server closes the connection, whatever it was asked. */
    boolean isGoodbye() {
        return code == SERVICE_CLOSING;
    }

    /** The texts joined, as one word of a login. */
    String text() {
        return String.join(" ", lines);
    }

    /** Code, enhanced code and text apart, fit to be shown. */
    ServerReply shown() {
        Optional<String> status = enhancedStatus();
        int skip = status.map(String::length).orElse(0);
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            boolean repeats = status.isPresent() && line.startsWith(status.get());
            if (text.length() > 0) text.append(' ');
            text.append(repeats ? line.substring(skip).stripLeading() : line);
        }
        return new ServerReply(code, status, text.toString());
    }

    /** The code of RFC 3463 at the start of the first line, if its class is that of the reply (RFC 2034). */
    private Optional<String> enhancedStatus() {
        String line = lines.get(0);
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        return isStatus(word) && word.charAt(0) - '0' == code / 100 ? Optional.of(word) : Optional.empty();
    }

    private static boolean isStatus(String word) {
        int first = word.indexOf('.');
        int second = word.indexOf('.', first + 1);
        return first == 1
                && second > 0
                && isNumber(word, 0, first)
                && isNumber(word, first + 1, second)
                && isNumber(word, second + 1, word.length());
    }

    private static boolean isNumber(String word, int from, int to) {
        int digits = to - from;
        return digits >= 1 && digits <= 3 && word.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
