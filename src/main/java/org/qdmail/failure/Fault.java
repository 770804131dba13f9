package org.qdmail.failure;

import java.util.Objects;

/**
 * One numbered finding: what is wrong, where, what is allowed and what to do. The text never holds a secret or the
 * text of a message.
 *
 * @param number stable number such as {@code MAIL-0211}
 * @param place where it was found, such as {@code cc[2]} or a configuration key; empty while it is not known
 * @param text one sentence for the person who has to act
 */
public record Fault(String number, String place, String text) {
    public Fault {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(text, "text");
    }

    /** The same finding, found at a place that is now known. */
    public Fault at(String where) {
        return new Fault(number, where, text);
    }

    /** Number, place and text in one line: {@code MAIL-0211 cc[2]: local part has 71 octets; …}. */
    @Override
    public String toString() {
        return place.isEmpty() ? number + ' ' + text : number + ' ' + place + ": " + text;
    }
}
