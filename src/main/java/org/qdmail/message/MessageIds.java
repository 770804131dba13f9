package org.qdmail.message;

import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;

/** Judges Message-IDs of other mails: wider than RFC 5322 section 3.6.4, as some programs write odd characters. */
final class MessageIds {
    private static final int LONGEST = 500;

    private MessageIds() {}

    static String checked(String id) {
        int control = FreeText.firstControl(id);
        if (control >= 0) throw InvalidMessage.of(MessageFaults.control("Message-ID", control));
        boolean inBrackets = id.length() <= LONGEST && id.startsWith("<") && id.endsWith(">");
        if (!inBrackets || !isPair(id.substring(1, id.length() - 1))) {
            throw InvalidMessage.of(MessageFaults.messageId());
        }
        return id;
    }

    private static boolean isPair(String inside) {
        int at = inside.indexOf('@');
        return at > 0 && at < inside.length() - 1 && inside.chars().allMatch(MessageIds::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return character > ' ' && character < 0x7f && character != '<' && character != '>';
    }
}
