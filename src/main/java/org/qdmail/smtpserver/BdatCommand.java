package org.qdmail.smtpserver;

import java.util.Locale;

/**
 * {@code BDAT octets [LAST]} (RFC 3030 section 2).
 *
 * @param octets the size of the chunk that follows the line
 * @param isLast whether it ends the content
 */
record BdatCommand(long octets, boolean isLast) {
    private static final int MAX_DIGITS = 18;

    static BdatCommand parse(String arguments) throws RefusedCommand {
        String[] words = arguments.toUpperCase(Locale.ROOT).split(" +", -1);
        boolean isLast = words.length == 2 && words[1].equals("LAST");
        boolean isNumber = !words[0].isEmpty()
                && words[0].length() <= MAX_DIGITS
                && words[0].chars().allMatch(character -> character >= '0' && character <= '9');
        if (!isNumber || words.length > 1 && !isLast) {
            throw new RefusedCommand("501 5.5.4 expected BDAT, a number of octets, and LAST or nothing");
        }
        return new BdatCommand(Long.parseLong(words[0]), isLast);
    }
}
