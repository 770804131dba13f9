package org.qdmail.smtpserver;

import java.util.Locale;

/**
 * One line that a client sent in place of a command.
 *
 * @param text the line without its end, malformed octets replaced
 * @param flaw what forbids to follow it
 */
record CommandLine(String text, Flaw flaw) {
    /** Why a line is refused; a line with a flaw is never read as a command. */
    enum Flaw {
        NONE,
        /** Ended by LF alone: taking it as a line would open a door for smuggled commands (RFC 5321 section 2.3.8). */
        BARE_LINE_END,
        CONTROL_CHARACTER,
        NOT_UTF8,
        TOO_LONG
    }

    /** The first word in upper case. */
    String verb() {
        int blank = text.indexOf(' ');
        return (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
    }

    /** What follows the first word. */
    String rest() {
        int blank = text.indexOf(' ');
        return blank < 0 ? "" : text.substring(blank + 1).strip();
    }
}
