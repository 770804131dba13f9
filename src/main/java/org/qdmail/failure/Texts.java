package org.qdmail.failure;

/** Makes untrusted text fit to be shown in a log line, a JSON value or an exception. */
public final class Texts {
    private Texts() {}

    /** The text without control, format or lone surrogate characters, cut to {@code max} characters. */
    public static String shown(String untrusted, int max) {
        StringBuilder shown = new StringBuilder(Math.min(untrusted.length(), max));
        int at = 0;
        while (at < untrusted.length() && shown.length() < max) {
            int character = untrusted.codePointAt(at);
            at += Character.charCount(character);
            if (isHarmless(character)) shown.appendCodePoint(character);
            else if (character == '\t') shown.append(' ');
        }
        if (at < untrusted.length()) shown.append('…');
        return shown.toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
