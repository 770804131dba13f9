package org.qdmail.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;

/** Reads mailboxes from a text, looking at each character a fixed number of times. */
final class MailboxText {
    private final String text;
    private int at;

    MailboxText(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    Mailbox one() {
        checkControls();
        int start = skipBlanks(0);
        int end = endOfMailbox(start);
        if (end < text.length()) throw refused(AddressFaults.several(end));
        return mailbox(start, end);
    }

    List<Mailbox> all() {
        checkControls();
        List<Mailbox> mailboxes = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start <= text.length()) {
            int end = endOfMailbox(start);
            try {
                mailboxes.add(mailbox(skipBlanks(start), end));
            } catch (InvalidMessage invalid) {
                String place = "[" + number + "]";
                invalid.faults().forEach(fault -> faults.add(fault.at(place)));
            }
            number++;
            start = end + 1;
        }
        if (!faults.isEmpty()) throw new InvalidMessage(faults);
        return List.copyOf(mailboxes);
    }

    private void checkControls() {
        int control = FreeText.firstControl(text);
        if (control >= 0) throw refused(AddressFaults.control(control));
    }

    private int skipBlanks(int from) {
        int to = from;
        while (to < text.length() && isBlank(text.charAt(to))) to++;
        return to;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** The offset of the comma behind the mailbox, or the end of the text. */
    private int endOfMailbox(int start) {
        at = start;
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '"' -> skipQuoted();
                case '[' -> skipLiteral();
                case '(' -> throw refused(AddressFaults.comment(at));
                case ':' -> throw refused(sourceRouteOrGroup(start));
                case ';' -> throw refused(AddressFaults.several(at));
                case ',' -> {
                    return at;
                }
                default -> at++;
            }
        }
        return at;
    }

    private Fault sourceRouteOrGroup(int start) {
        int angle = text.indexOf("<@", start);
        return angle >= 0 && angle < at ? AddressFaults.sourceRoute(angle) : AddressFaults.group(at);
    }

    private void skipQuoted() {
        for (int to = at + 1; to < text.length(); to++) {
            if (text.charAt(to) == '\\') {
                to++;
            } else if (text.charAt(to) == '"') {
                at = to + 1;
                return;
            }
        }
        throw refused(AddressFaults.quoteOpen());
    }

    private void skipLiteral() {
        int close = text.indexOf(']', at);
        if (close < 0) throw refused(AddressFaults.literal());
        at = close + 1;
    }

    private Mailbox mailbox(int start, int end) {
        int last = end;
        while (last > start && isBlank(text.charAt(last - 1))) last--;
        int angle = angleFrom(start, last);
        if (angle < 0) return Mailbox.of(new AddrSpec(text, start, last).read());
        int close = closeOf(angle, last);
        if (close < last - 1) throw refused(AddressFaults.behindAddress(close + 1));
        if (text.startsWith("@", angle + 1)) throw refused(AddressFaults.sourceRoute(angle));
        Optional<String> name = Optional.of(name(start, angle));
        return new Mailbox(name, new AddrSpec(text, angle + 1, close).read());
    }

    /** The offset of the first {@code <} outside of quotes, or -1. */
    private int angleFrom(int start, int end) {
        at = start;
        while (at < end) {
            if (text.charAt(at) == '<') return at;
            if (text.charAt(at) == '"') skipQuoted();
            else at++;
        }
        return -1;
    }

    private int closeOf(int angle, int end) {
        at = angle + 1;
        while (at < end) {
            if (text.charAt(at) == '>') return at;
            if (text.charAt(at) == '"') skipQuoted();
            else at++;
        }
        throw refused(AddressFaults.angleOpen());
    }

    /**
     * The phrase between two offsets, without quotes. Blanks before the angle bracket part it from the address; those
     * inside of quotes belong to it. Dots are read without quotes, as in {@code John Q. Public}.
     */
    private String name(int start, int angle) {
        int end = angle;
        while (end > start && isBlank(text.charAt(end - 1))) end--;
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int place = start; place < end; place++) {
            char character = text.charAt(place);
            if (character == '"') {
                quoted = !quoted;
            } else if (quoted && character == '\\') {
                place++;
                name.append(text.charAt(place));
            } else if (quoted || isPlain(character)) {
                name.append(character);
            } else {
                throw refused(AddressFaults.nameCharacter(place));
            }
        }
        return name.toString();
    }

    private static boolean isPlain(char character) {
        return isBlank(character) || character == '.' || character > 0x7e || Atoms.isAtext(character);
    }

    /** A name as it stands before an address: with quotes where a character needs them. */
    static String phrase(String name) {
        boolean plain = name.chars().allMatch(character -> isPlain((char) character)) && name.equals(name.strip());
        return plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static InvalidMessage refused(Fault fault) {
        return InvalidMessage.of(fault);
    }
}
