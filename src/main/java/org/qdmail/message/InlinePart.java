package org.qdmail.message;

import java.util.Objects;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;

/**
 * Content that the HTML refers to as {@code cid:…}.
 *
 * @param cid the id without angle brackets: atoms parted by dots, with at most one @ (RFC 2392 section 2); MAIL-0230
 * @param content what is shown; the name of its file, where it has one, is as those of attachments (MAIL-0242)
 */
public record InlinePart(String cid, Content content) {
    private static final int LONGEST = 200;

    public InlinePart {
        Objects.requireNonNull(content, "content");
        if (cid.isEmpty() || cid.length() > LONGEST) {
            throw InvalidMessage.of(MessageFaults.cidLength(cid.length(), LONGEST));
        }
        int control = FreeText.firstControl(cid);
        if (control >= 0)
            throw InvalidMessage.of(MessageFaults.control("cid", control).at("cid"));
        int wrong = firstWrong(cid);
        if (wrong >= 0) throw InvalidMessage.of(MessageFaults.cidForm(wrong));
        content.fileName().ifPresent(FileNames::check);
    }

    private static int firstWrong(String cid) {
        boolean atStart = true;
        boolean seenAt = false;
        for (int at = 0; at < cid.length(); at++) {
            char character = cid.charAt(at);
            boolean parts = character == '.' || character == '@';
            if (parts ? atStart || seenAt && character == '@' : !isAtext(character)) return at;
            seenAt |= character == '@';
            atStart = parts;
        }
        return atStart ? cid.length() - 1 : -1;
    }

    private static boolean isAtext(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || "!#$%&'*+-/=?^_`{|}~".indexOf(character) >= 0;
    }
}
