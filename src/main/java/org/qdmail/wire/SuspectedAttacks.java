package org.qdmail.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import org.qdmail.failure.Texts;

/** Counts and logs what looks like somebody between us and a server. */
public final class SuspectedAttacks {
    private static final Logger LOGGER = System.getLogger(SuspectedAttacks.class.getName());
    private static final int MAX_HOST = 200;

    private final LongAdder count = new LongAdder();

    /**
     * Counts one, and logs it as a warning.
     *
     * @param what in our words, never the peer's
     */
    public void suspect(String what, String host) {
        count.increment();
        LOGGER.log(Level.WARNING, "possible attack on the way to {0}: {1}", Texts.shown(host, MAX_HOST), what);
    }

    /** How many so far. */
    public long count() {
        return count.sum();
    }
}
