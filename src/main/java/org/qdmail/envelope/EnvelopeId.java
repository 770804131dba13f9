package org.qdmail.envelope;

import org.qdmail.failure.EnvelopeFaults;
import org.qdmail.failure.InvalidMessage;

/**
 * The ENVID of a mail: comes back in reports (RFC 3461 section 4.4). Printable ASCII and blanks, case-sensitive, at
 * most {@value #MAX_OCTETS} octets as xtext (MAIL-0502).
 *
 * @param value the id before its encoding as xtext
 */
public record EnvelopeId(String value) {
    private static final int MAX_OCTETS = 100;

    public EnvelopeId {
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character < ' ' || character > '~') throw InvalidMessage.of(EnvelopeFaults.envelopeIdCharacter(at));
        }
        int octets = Xtext.encode(value).length();
        if (octets < 1 || octets > MAX_OCTETS) throw InvalidMessage.of(EnvelopeFaults.envelopeIdLength(octets));
    }

    /** The value as the parameter carries it. */
    public String toXtext() {
        return Xtext.encode(value);
    }
}
