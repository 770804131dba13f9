package org.qdmail.smtpserver;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * What the server does at a command.
 *
 * @param delay how long it waits first
 * @param action what it does then
 * @param reply the lines of its reply; empty for the usual one
 */
record Misbehaviour(Duration delay, Action action, List<String> reply) {
    /** As a well-behaved server. */
    static final Misbehaviour NONE = new Misbehaviour(Duration.ZERO, Action.ANSWER, List.of());

    private static final String DELAY = "delay ";

    /** How the command ends. */
    enum Action {
        ANSWER,
        /** Closes the connection in place of a reply. */
        CLOSE,
        /** The same with a reset. */
        RESET,
        /** Never answers, and keeps the connection open. */
        STALL
    }

    /**
     * Reads {@code 450 4.2.1 busy} (lines separated by LF), {@code close}, {@code reset}, {@code stall}, or {@code delay
     * PT2S} alone or before one of them.
     */
    static Misbehaviour parse(String words) {
        if (!words.startsWith(DELAY)) return action(Duration.ZERO, words);
        String[] parts = words.substring(DELAY.length()).strip().split(" +", 2);
        return action(duration(parts[0]), parts.length > 1 ? parts[1] : "");
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException broken) {
            throw new IllegalArgumentException("delay \"" + text + "\"; allowed is a duration such as PT2S", broken);
        }
    }

    private static Misbehaviour action(Duration delay, String words) {
        return switch (words) {
            case "" -> new Misbehaviour(delay, Action.ANSWER, List.of());
            case "close" -> new Misbehaviour(delay, Action.CLOSE, List.of());
            case "reset" -> new Misbehaviour(delay, Action.RESET, List.of());
            case "stall" -> new Misbehaviour(delay, Action.STALL, List.of());
            default -> new Misbehaviour(delay, Action.ANSWER, replyLines(words));
        };
    }

    private static List<String> replyLines(String words) {
        List<String> lines = words.lines().toList();
        for (String line : lines) {
            boolean isReply = line.length() >= 3
                    && line.charAt(0) >= '2'
                    && line.charAt(0) <= '5'
                    && Character.isDigit(line.charAt(1))
                    && Character.isDigit(line.charAt(2));
            if (!isReply) {
                throw new IllegalArgumentException("\"" + line + "\"; allowed are a reply such as 450 4.2.1 busy,"
                        + " close, reset, stall and delay PT2S");
            }
        }
        return lines;
    }

    String replyText() {
        return String.join("\n", reply);
    }

    /** Whether the command must have no effect. */
    boolean refuses() {
        return !reply.isEmpty() && reply.get(0).charAt(0) >= '4';
    }
}
