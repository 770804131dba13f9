package org.qdmail.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.settings.RestSettings.IdempotencyKeys;

/**
 * The answers under idempotency keys, in the memory of this node. A key belongs to its caller. Requests that run are
 * never dropped; of the others the oldest go first.
 */
final class KeyTable {
    private final Duration keep;
    private final int most;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    KeyTable(IdempotencyKeys settings, InstantSource clock) {
        this.keep = settings.keep();
        this.most = settings.entries();
        this.clock = clock;
    }

    private record Key(String caller, String text) {}

    private record Entry(String digest, Instant since, Optional<Answer> answer) {}

    /** What a request under a key meets. */
    sealed interface Meeting {
        /** Nothing: it runs, and has to be {@link KeyTable#finish finished}. */
        record First() implements Meeting {}

        /** The same request while it runs. */
        record Busy() implements Meeting {}

        /** Another request. */
        record Reused() implements Meeting {}

        /** More requests that run than may be kept. */
        record Full() implements Meeting {}

        /** The answer to the same request. */
        record Known(Answer answer) implements Meeting {}
    }

    /**
     * Begins a request.
     *
     * @param digest the same for the same request
     */
    Meeting begin(String caller, String text, String digest) {
        lock.lock();
        try {
            Instant now = clock.instant();
            dropOld(now);
            Key key = new Key(caller, text);
            Entry entry = entries.get(key);
            if (entry == null) return first(key, new Entry(digest, now, Optional.empty()));
            if (!entry.digest().equals(digest)) return new Meeting.Reused();
            return entry.answer().<Meeting>map(Meeting.Known::new).orElseGet(Meeting.Busy::new);
        } finally {
            lock.unlock();
        }
    }

    private void dropOld(Instant now) {
        Instant limit = now.minus(keep);
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entry.since().isAfter(limit)) return;
            if (entry.answer().isPresent()) oldest.remove();
        }
    }

    private Meeting first(Key key, Entry entry) {
        if (entries.size() >= most && !dropOldestAnswer()) return new Meeting.Full();
        entries.put(key, entry);
        return new Meeting.First();
    }

    private boolean dropOldestAnswer() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().answer().isEmpty()) continue;
            oldest.remove();
            return true;
        }
        return false;
    }

    /**
     * Ends a request.
     *
     * @param answer for those who repeat it; empty when it may run again
     */
    void finish(String caller, String text, Optional<Answer> answer) {
        lock.lock();
        try {
            Key key = new Key(caller, text);
            if (answer.isEmpty()) entries.remove(key);
            else entries.computeIfPresent(key, (same, running) -> new Entry(running.digest(), running.since(), answer));
        } finally {
            lock.unlock();
        }
    }
}
