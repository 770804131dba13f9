package org.qdmail.message;

import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;

/** Judges texts that come without a type of their own. */
final class BodyText {
    private static final int LONGEST_TAG = 100;

    private BodyText() {}

    /** Text or HTML. Line ends stay as given; the composer writes CRLF for each of CR, LF and CRLF. */
    static String lines(String what, String text) {
        int bad = FreeText.firstNotOfLines(text);
        if (bad < 0) return text;
        boolean half = Character.isSurrogate(text.charAt(bad));
        throw InvalidMessage.of(half ? MimeFaults.loneSurrogate(bad) : MessageFaults.control(what, bad));
    }

    /** A subject. */
    static String line(String what, String text) {
        int control = FreeText.firstControl(text);
        if (control >= 0) throw InvalidMessage.of(MessageFaults.control(what, control));
        int half = FreeText.firstLoneSurrogate(text);
        if (half >= 0) throw InvalidMessage.of(MimeFaults.loneSurrogate(half));
        return text;
    }

    static String tag(String tag) {
        if (tag.length() > LONGEST_TAG) {
            throw InvalidMessage.of(MessageFaults.tooLong("tag", tag.length(), LONGEST_TAG));
        }
        return line("tag", tag);
    }
}
