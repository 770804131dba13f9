package org.qdmail.bench;

import java.util.concurrent.atomic.AtomicLong;

/** Adds up over all sessions of a sink. */
final class SinkCount {
    private final AtomicLong mails = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong digests = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private volatile Look look = Look.EXACT;

    Look look() {
        return look;
    }

    void add(long size, long digest) {
        mails.incrementAndGet();
        octets.addAndGet(size);
        digests.addAndGet(digest);
    }

    /** A session ended without QUIT. */
    void broke() {
        broken.incrementAndGet();
    }

    Tally begin(Look next) {
        Tally before = tally();
        look = next;
        mails.set(0);
        octets.set(0);
        digests.set(0);
        return before;
    }

    Tally tally() {
        return new Tally(mails.get(), octets.get(), digests.get());
    }
}
