package org.qdmail.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qdmail.address.EmailAddress;

/** The recipients of the three fields, each address once in all of them, so that each gets one copy. */
record Addressees(List<Recipient> to, List<Recipient> cc, List<Recipient> bcc) {

    /** An address stays where it was given first, To before Cc before Bcc; the others fill what that left open. */
    static Addressees once(List<Recipient> to, List<Recipient> cc, List<Recipient> bcc) {
        if (to.size() + cc.size() + bcc.size() <= 1) return new Addressees(to, cc, bcc);
        Map<EmailAddress, Recipient> once = new LinkedHashMap<>();
        int endOfTo = merge(to, once);
        int endOfCc = merge(cc, once);
        int endOfBcc = merge(bcc, once);
        List<Recipient> all = List.copyOf(once.values());
        return new Addressees(
                List.copyOf(all.subList(0, endOfTo)),
                List.copyOf(all.subList(endOfTo, endOfCc)),
                List.copyOf(all.subList(endOfCc, endOfBcc)));
    }

    /** The number of addresses with those of this field. */
    private static int merge(List<Recipient> field, Map<EmailAddress, Recipient> once) {
        for (Recipient recipient : field) once.merge(recipient.address(), recipient, Recipient::orElse);
        return once.size();
    }
}
