package org.qdmail.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.qdmail.RouteStatus;
import org.qdmail.settings.QdmailSettings;

/**
 * Knows which routes work. It looks in the background, from the first question on; a question never opens a connection
 * and never waits longer than the deadline.
 */
public final class RouteWatch implements AutoCloseable {
    private final Map<String, Supplier<RouteStatus>> probes;
    private final QdmailSettings.Health settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Lookout> lookouts = new ArrayList<>();
    private boolean isClosed;

    /**
     * A watch that has not begun.
     *
     * @param probes by the name of the mailer; each connects and logs in
     */
    RouteWatch(Map<String, Supplier<RouteStatus>> probes, QdmailSettings.Health settings, InstantSource clock) {
        this.probes = new TreeMap<>(probes);
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether readiness tells of the routes. */
    boolean isTold() {
        return settings.enabled();
    }

    /** What is known of each route, sorted by mailer. */
    public List<WatchedRoute> routes() throws InterruptedException {
        List<WatchedRoute> known = new ArrayList<>();
        long end = SystemClock.nanoseconds() + settings.deadline().toNanos();
        for (Lookout lookout : lookouts()) known.add(lookout.known(end - SystemClock.nanoseconds()));
        if (known.size() > 1) known.removeIf(RouteWatch::isUnused);
        return known;
    }

    /** An application with named mailers need not configure the one without a name. */
    private static boolean isUnused(WatchedRoute route) {
        return route.mailer().isEmpty()
                && route.number().filter("MAIL-1007"::equals).isPresent();
    }

    private List<Lookout> lookouts() {
        lock.lock();
        try {
            if (lookouts.isEmpty() && !isClosed) {
                Duration interval = settings.interval();
                probes.forEach((mailer, probe) ->
                        lookouts.add(new Lookout(mailer, probe, interval, settings.deadline(), clock).started()));
            }
            return List.copyOf(lookouts);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the looking. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            lookouts.forEach(Lookout::close);
            lookouts.clear();
        } finally {
            lock.unlock();
        }
    }
}
