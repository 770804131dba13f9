package org.qdmail.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a server offers, from its latest EHLO reply (RFC 5321 section 4.1.1.1).
 *
 * @param offers keyword in upper case → its parameters
 */
record Capabilities(Map<String, List<String>> offers) {
    /** After HELO. */
    static final Capabilities NONE = new Capabilities(Map.of());

    private static final int SIZE_DIGITS = 20; // RFC 1870 section 3
    private static final int LIMIT_DIGITS = 6; // RFC 9422 section 4

    Capabilities {
        offers = Collections.unmodifiableMap(new LinkedHashMap<>(offers));
    }

    /** Reads the lines behind the greeting. */
    static Capabilities of(SmtpReply ehlo) {
        Map<String, List<String>> offers = new LinkedHashMap<>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            List<String> words = words(line);
            if (words.isEmpty()) continue;
            offers.computeIfAbsent(words.get(0), keyword -> new ArrayList<>()).addAll(words.subList(1, words.size()));
        }
        return new Capabilities(offers);
    }

    /** The words in upper case. {@code AUTH=LOGIN} is how servers once wrote {@code AUTH LOGIN}. */
    private static List<String> words(String line) {
        String spaced = line.regionMatches(true, 0, "AUTH=", 0, 5) ? "AUTH " + line.substring(5) : line;
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < spaced.length()) {
            int blank = spaced.indexOf(' ', at);
            int end = blank < 0 ? spaced.length() : blank;
            if (end > at) words.add(spaced.substring(at, end).toUpperCase(Locale.ROOT));
            at = end + 1;
        }
        return words;
    }

    boolean offers(String keyword) {
        return offers.containsKey(keyword);
    }

    boolean offersPipelining() {
        return offers("PIPELINING");
    }

    boolean offersChunking() {
        return offers("CHUNKING");
    }

    boolean offersReceipts() {
        return offers("DSN");
    }

    Set<String> keywords() {
        return offers.keySet();
    }

    Set<String> loginMechanisms() {
        return new LinkedHashSet<>(offers.getOrDefault("AUTH", List.of()));
    }

    /** The largest mail; empty when none is named, since {@code SIZE} and {@code SIZE 0} name no limit (RFC 1870). */
    OptionalLong sizeLimit() {
        List<String> parameters = offers.getOrDefault("SIZE", List.of());
        if (parameters.isEmpty() || !isNumber(parameters.get(0), SIZE_DIGITS)) return OptionalLong.empty();
        long limit = saturated(parameters.get(0));
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** Transactions that one connection takes, begun ones all counted (RFC 9422); no limit is the largest number. */
    int mostTransactions() {
        return limit("MAILMAX=");
    }

    /** Recipients that one transaction takes (RFC 9422); no limit is the largest number. */
    int mostRecipients() {
        return limit("RCPTMAX=");
    }

    /** What cannot be understood limits nothing. */
    private int limit(String start) {
        for (String parameter : offers.getOrDefault("LIMITS", List.of())) {
            String value = parameter.startsWith(start) ? parameter.substring(start.length()) : "";
            boolean valid = !value.isEmpty() && value.charAt(0) != '0' && isNumber(value, LIMIT_DIGITS);
            if (valid) return Integer.parseInt(value);
        }
        return Integer.MAX_VALUE;
    }

    private static boolean isNumber(String text, int mostDigits) {
        return text.length() <= mostDigits && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long saturated(String digits) {
        long value = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) return Long.MAX_VALUE;
            value = 10 * value + digit;
        }
        return value;
    }
}
