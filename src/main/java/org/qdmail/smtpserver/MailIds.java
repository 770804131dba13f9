package org.qdmail.smtpserver;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids whose order as text is the order of arrival, even when many mails arrive in one millisecond. */
final class MailIds {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"; // without i, l, o, u, which are misread
    private static final int CHARACTERS = 12;
    private static final int COUNTER_BITS = 12;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    MailIds(InstantSource clock) {
        this.clock = clock;
    }

    String next() {
        long now = clock.millis() << COUNTER_BITS;
        long number = last.updateAndGet(previous -> Math.max(previous + 1, now));
        char[] id = new char[CHARACTERS];
        for (int at = CHARACTERS - 1; at >= 0; at--) {
            id[at] = DIGITS.charAt((int) (number & 31));
            number >>>= 5;
        }
        return new String(id);
    }
}
