package org.qdmail.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.qdmail.config.TextTypes.ListText;
import org.qdmail.settings.RestSettings.Rate;

/** Numbers, words, times and sizes: types whose values a fault may quote. */
final class ScalarTypes {
    private static final int MAX_DIGITS = 18;

    private ScalarTypes() {}

    static ValueType<Integer> number(int min, int max) {
        String allowed = "a number from " + min + " to " + max;
        return shown("number, " + min + " to " + max, allowed, text -> {
            long value = digits(text);
            if (value < min || value > max) throw new NumberFormatException();
            return (int) value;
        });
    }

    static ValueType<Boolean> bool() {
        return shown("boolean", "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** One of the constants, written in lower case with hyphens. */
    static <E extends Enum<E>> ValueType<E> word(Class<E> words) {
        List<String> all = wordsOf(words);
        String allowed = all.size() == 1 ? all.get(0) : "one of " + String.join(", ", all);
        return shown(String.join(" · ", all), allowed, text -> constant(words, text));
    }

    /** Some of the constants, without repetition, in the order given. */
    static <E extends Enum<E>> ValueType<List<E>> words(Class<E> words) {
        List<String> all = wordsOf(words);
        return shown("list: " + String.join(", ", all), "a list of " + String.join(", ", all), text -> {
            Set<E> found = new LinkedHashSet<>();
            for (String item : ListText.items(text)) found.add(constant(words, item));
            if (found.isEmpty()) throw new IllegalArgumentException();
            return List.copyOf(found);
        });
    }

    private static <E extends Enum<E>> List<String> wordsOf(Class<E> words) {
        return EnumSet.allOf(words).stream().map(ScalarTypes::wordOf).toList();
    }

    private static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(Class<E> words, String text) {
        return Arrays.stream(words.getEnumConstants())
                .filter(constant -> wordOf(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    /** ISO-8601, from one duration to another. */
    static ValueType<Duration> duration(String min, String max) {
        Duration shortest = Duration.parse(min);
        Duration longest = Duration.parse(max);
        return shown(
                "duration, " + min + " to " + max, "a duration from " + min + " to " + max + " such as PT30S", text -> {
                    Duration value = Duration.parse(text);
                    if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0)
                        throw new IllegalArgumentException();
                    return value;
                });
    }

    /** So many within a duration: {@code 60/PT1M}. */
    static ValueType<Rate> rate(String min, String max) {
        ValueType<Integer> count = number(1, 1_000_000);
        ValueType<Duration> time = duration(min, max);
        return new ValueType<>("rate: number/duration, 1/" + min + " to 1000000/" + max, true, text -> {
            int slash = text.indexOf('/');
            if (slash < 0) throw ValueType.notOfItsType("a number and a duration such as 60/PT1M");
            return new Rate(count.read(text.substring(0, slash)), time.read(text.substring(slash + 1)));
        });
    }

    /** Octets, with K, M and G for powers of 1024. */
    static ValueType<Long> size(String min, String max) {
        long smallest = octets(min);
        long largest = octets(max);
        return shown("size, " + min + " to " + max, "a size from " + min + " to " + max + " such as 25M", text -> {
            long value = octets(text);
            if (value < smallest || value > largest) throw new NumberFormatException();
            return value;
        });
    }

    private static long octets(String text) {
        int last = text.length() - 1;
        int shift =
                switch (text.charAt(last)) {
                    case 'K', 'k' -> 10;
                    case 'M', 'm' -> 20;
                    case 'G', 'g' -> 30;
                    default -> 0;
                };
        return Math.multiplyExact(digits(shift == 0 ? text : text.substring(0, last)), 1L << shift);
    }

    /** Digits alone: no sign, no other scripts' digits. */
    private static long digits(String text) {
        boolean fits = !text.isEmpty() && text.length() <= MAX_DIGITS;
        if (!fits || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) throw new NumberFormatException();
        return Long.parseLong(text);
    }

    static ValueType<ZoneId> zone() {
        return new ValueType<>("zone id", false, checked("a zone id such as Asia/Tokyo", ZoneId::of));
    }

    private static <T> ValueType<T> shown(String title, String allowed, Reading<T> reading) {
        return new ValueType<>(title, true, checked(allowed, reading));
    }

    /** The exceptions of the JDK's parsers repeat the value, so none of them becomes a cause. */
    private static <T> ValueType.Form<T> checked(String allowed, Reading<T> reading) {
        return text -> {
            try {
                return reading.read(text);
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException unfit) {
                throw ValueType.notOfItsType(allowed);
            }
        };
    }

    /** Reads a text, or throws one of the JDK's exceptions for unfit ones. */
    private interface Reading<T> {
        T read(String text);
    }
}
