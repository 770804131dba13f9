package org.qdmail.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.qdmail.rest.Answer.Sent;

/** The results of this process, so many of the newest. */
final class ResultTable {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Sent> results = new LinkedHashMap<>();

    ResultTable(int most) {
        this.most = most;
    }

    void add(Sent sent) {
        lock.lock();
        try {
            results.put(sent.result().id(), sent);
            if (results.size() > most)
                results.remove(results.keySet().iterator().next());
        } finally {
            lock.unlock();
        }
    }

    Optional<Sent> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(results.get(id));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest first.
     *
     * @param after only what is older than the result of this id; empty for all
     * @param limit so many at most
     */
    List<Sent> newest(Predicate<Sent> wanted, String after, int limit) {
        List<Sent> all;
        lock.lock();
        try {
            all = new ArrayList<>(results.values());
        } finally {
            lock.unlock();
        }
        Collections.reverse(all);
        return all.stream()
                .filter(wanted)
                .filter(sent -> after.isEmpty() || sent.result().id().compareTo(after) < 0)
                .limit(limit)
                .toList();
    }
}
