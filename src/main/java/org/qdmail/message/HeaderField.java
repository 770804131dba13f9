package org.qdmail.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.failure.Fault;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;

/**
 * A header field of the application's own (RFC 5322 section 2.2). Which names a message leaves to its verbs is judged
 * by the builder.
 *
 * @param name printable ASCII without blank and colon, at most 76 characters (MAIL-0220)
 * @param value free text of one line, not only ASCII (MAIL-0212, 0301)
 */
public record HeaderField(String name, String value) {
    private static final int LONGEST_NAME = 76;

    public HeaderField {
        List<Fault> faults =
                Stream.concat(inName(name).stream(), inValue(value).stream()).toList();
        if (!faults.isEmpty()) throw new InvalidMessage(faults);
    }

    private static Optional<Fault> inName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char character = name.charAt(at);
            if (character <= ' ' || character > '~' || character == ':') {
                return Optional.of(MessageFaults.headerName(at));
            }
        }
        boolean fits = !name.isEmpty() && name.length() <= LONGEST_NAME;
        return fits ? Optional.empty() : Optional.of(MessageFaults.headerNameLength(name.length(), LONGEST_NAME));
    }

    private static Optional<Fault> inValue(String value) {
        int control = FreeText.firstControl(value);
        if (control >= 0) return Optional.of(MessageFaults.control("header value", control));
        int half = FreeText.firstLoneSurrogate(value);
        return half >= 0 ? Optional.of(MimeFaults.loneSurrogate(half)) : Optional.empty();
    }

    /** Names are equal whatever their case. */
    String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
