package org.qdmail.smtpserver;

import java.time.Instant;

/**
 * One line of an SMTP dialogue.
 *
 * @param at when it was read or written
 * @param speaker who said it
 * @param text the line without its end, cut when it is very long, a login blanked
 * @param flight how often the server had to wait for the client until then: lines of one flight of commands share it
 */
public record DialogueLine(Instant at, Speaker speaker, String text, int flight) {
    /** As one line of a transcript. */
    public String asText() {
        return speaker.mark() + ' ' + text;
    }

    /** One side of the dialogue, or the server's own remark. */
    public enum Speaker {
        CLIENT(">"),
        SERVER("<"),
        NOTE("#");

        private final String mark;

        Speaker(String mark) {
            this.mark = mark;
        }

        /** As in the transcripts of the RFCs, seen from the client: {@code >} is sent, {@code <} is answered. */
        public String mark() {
            return mark;
        }
    }
}
