package org.qdmail.bench;

import java.util.concurrent.atomic.AtomicLong;

/** Adds up over all sessions of a sink. */
final class SinkCount {
    private final AtomicLong mails = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong digests = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private volatile Look look = Look.EXACT;

    Look look() {
        return look;
    }

    /** A mail is about to be answered; {@link #ended} follows whatever happens, or nobody would get a tally. */
    void begun() {
        pending.incrementAndGet();
    }

    void ended(long size, long digest) {
        mails.incrementAndGet();
        octets.addAndGet(size);
        digests.addAndGet(digest);
        pending.decrementAndGet();
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

    /** Of every mail that was answered. */
    Tally tally() {
        while (pending.get() > 0) Thread.onSpinWait();
        return new Tally(mails.get(), octets.get(), digests.get());
    }
}
