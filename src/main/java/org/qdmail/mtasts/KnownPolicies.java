package org.qdmail.mtasts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Policies by domain; those that were not asked for longest are let go. Times are nanoseconds of one clock. */
final class KnownPolicies {
    private static final int MOST = 10_000;

    /**
     * What is known of a domain.
     *
     * @param policy null when none could be had
     * @param end when the policy ends
     * @param pause until when it is not asked for again; null for no pause
     */
    private record Known(String id, @Nullable StsPolicy policy, long end, @Nullable Long pause) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> byDomain = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /** Whether the policy of this version is neither known nor to be left alone. */
    boolean isToBeFetched(String domain, String id, long now) {
        Known known = get(domain);
        if (known == null) return true;
        if (known.policy != null && known.id.equals(id) && now - known.end < 0) return false;
        return known.pause == null || now - known.pause >= 0;
    }

    /** The policy that counts, of whichever version. */
    Optional<StsPolicy> valid(String domain, long now) {
        Known known = get(domain);
        return known == null || now - known.end >= 0 ? Optional.empty() : Optional.ofNullable(known.policy);
    }

    void put(String domain, String id, StsPolicy policy, long now) {
        put(domain, new Known(id, policy, now + policy.lifetime().toNanos(), null));
    }

    /** A policy that is known goes on to count. */
    void leaveAlone(String domain, long until) {
        Known known = get(domain);
        put(
                domain,
                known == null
                        ? new Known("", null, until, until)
                        : new Known(known.id, known.policy, known.end, until));
    }

    private @Nullable Known get(String domain) {
        lock.lock();
        try {
            return byDomain.get(domain);
        } finally {
            lock.unlock();
        }
    }

    private void put(String domain, Known known) {
        lock.lock();
        try {
            byDomain.put(domain, known);
        } finally {
            lock.unlock();
        }
    }
}
