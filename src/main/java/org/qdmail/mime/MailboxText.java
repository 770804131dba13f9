package org.qdmail.mime;

import java.util.List;
import org.qdmail.address.Mailbox;

/** Writes a list of mailboxes (RFC 5322 section 3.4). Only names are ever encoded, never an address. */
final class MailboxText {
    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";
    /** Names longer than this on one line are encoded, because a quoted string cannot be folded safely. */
    private static final int MAX_PIECE = 72;

    private MailboxText() {}

    static void write(FieldLines lines, List<Mailbox> mailboxes) {
        int left = mailboxes.size();
        for (Mailbox mailbox : mailboxes) {
            left--;
            String address = mailbox.address().wire();
            String name = mailbox.name().orElse("");
            if (name.isEmpty()) {
                lines.piece(left > 0 ? address + ',' : address);
                continue;
            }
            writeName(lines, name);
            lines.piece('<' + address + (left > 0 ? ">," : ">"));
        }
    }

    private static void writeName(FieldLines lines, String name) {
        if (!EncodedWords.isAscii(name) || EncodedWords.looksEncoded(name)) {
            writeEncoded(lines, name);
        } else if (isPhrase(name)) {
            FreeText.write(lines, name);
        } else {
            String quoted = Parameters.quoted(name);
            if (quoted.length() > MAX_PIECE) writeEncoded(lines, name);
            else lines.piece(quoted);
        }
    }

    /** Atoms with single blanks between them, each short enough for a line. */
    private static boolean isPhrase(String name) {
        int atom = 0;
        for (int at = 0; at < name.length(); at++) {
            char character = name.charAt(at);
            if (character == ' ' && atom > 0) {
                atom = 0;
                continue;
            }
            if (!isAtomText(character) || ++atom > MAX_PIECE) return false;
        }
        return atom > 0;
    }

    private static boolean isAtomText(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || ATOM_SPECIALS.indexOf(character) >= 0;
    }

    private static void writeEncoded(FieldLines lines, String name) {
        int whole = EncodedWords.lengthOfOne(name);
        boolean fitsHere = whole <= lines.room();
        boolean hardlyRoom = !EncodedWords.canBegin(name, lines.room());
        if (hardlyRoom || !lines.isFirst() && !fitsHere) lines.breakLine();
        for (String word : EncodedWords.split(name, lines.room())) {
            lines.piece(word);
        }
    }
}
