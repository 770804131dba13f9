package org.qdmail.mtasts;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qdmail.dns.MailExchangers;
import org.qdmail.dns.MailHost;
import org.qdmail.dns.MailHosts;
import org.qdmail.dns.PublishedTls;
import org.qdmail.failure.RouteFaults;
import org.qdmail.failure.Texts;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.WireTime;

/**
 * The policies of domains, kept in memory as long as they say (RFC 8461 section 5). Where one cannot be had the last one
 * counts to its end, else none; it is asked for again after five minutes. For any number of threads.
 */
public final class StsPolicies implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(StsPolicies.class.getName());
    private static final Duration FETCH = Duration.ofMinutes(1);
    private static final Duration BACK_OFF = Duration.ofMinutes(5);
    private static final int MAX_SHOWN = 200;

    private final MailExchangers dns;
    private final Executor threads;
    private final WireTime time;
    private final Watchdog watchdog;
    private final PolicyFetch fetch;
    private final KnownPolicies known;
    private final Map<String, CompletableFuture<Optional<StsPolicy>>> running = new ConcurrentHashMap<>();

    /**
     * Knows none yet.
     *
     * @param trust the authorities of the hosts that hold policies
     * @param port of HTTPS
     * @param step the limit of connecting, of the handshake and of each read
     * @param threads run what is fetched
     */
    public StsPolicies(
            MailExchangers dns, ServerTrust trust, int port, Duration step, Executor threads, WireTime time) {
        this.dns = dns;
        this.threads = threads;
        this.time = time;
        this.watchdog = new Watchdog(time, "qdmail-mta-sts-watch");
        this.fetch = new PolicyFetch(trust, port, step, watchdog);
        this.known = new KnownPolicies();
    }

    /**
     * The servers of domains that their policies permit, with what these demand; asks for those that are not known.
     *
     * @param deadline ends the wait for policies; what is not known by then counts as none
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Map<String, MailHosts> applied(Map<String, MailHosts> hosts, Deadline deadline) throws InterruptedException {
        Map<String, CompletableFuture<Optional<StsPolicy>>> asked = new LinkedHashMap<>();
        hosts.forEach((domain, found) -> {
            if (found instanceof MailHosts.Found && !domain.startsWith("[")) asked.put(domain, policy(domain));
        });
        Map<String, MailHosts> applied = new HashMap<>(hosts);
        for (Map.Entry<String, CompletableFuture<Optional<StsPolicy>>> each : asked.entrySet()) {
            await(each.getKey(), each.getValue(), deadline)
                    .filter(policy -> policy.mode() == StsPolicy.Mode.ENFORCE)
                    .ifPresent(policy -> applied.computeIfPresent(
                            each.getKey(), (domain, found) -> permitted(domain, (MailHosts.Found) found, policy)));
        }
        return applied;
    }

    private Optional<StsPolicy> await(String domain, CompletableFuture<Optional<StsPolicy>> coming, Deadline deadline)
            throws InterruptedException {
        try {
            return coming.get(Math.max(0, deadline.capNanos(FETCH)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return known.valid(domain, time.nanoTime());
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a policy could not be looked up", broken.getCause());
        }
    }

    /** What DANE demands of a server goes first: a policy must not get around it (RFC 8461 section 2). */
    private static MailHosts permitted(String domain, MailHosts.Found found, StsPolicy policy) {
        List<MailHost> permitted = found.hosts().stream()
                .filter(host -> policy.names(host.name()))
                .map(host -> host.tls().kind() == PublishedTls.Kind.ASSOCIATED ? host : host.with(PublishedTls.NAMED))
                .toList();
        if (permitted.isEmpty()) return new MailHosts.Nowhere(RouteFaults.notInPolicy(domain), false, true);
        return new MailHosts.Found(permitted);
    }

    private CompletableFuture<Optional<StsPolicy>> policy(String domain) {
        return dns.texts("_mta-sts", domain)
                .thenApply(StsRecord::id)
                .exceptionally(unknown -> Optional.empty()) // the one that is known counts then
                .thenCompose(id -> policy(domain, id));
    }

    private CompletableFuture<Optional<StsPolicy>> policy(String domain, Optional<String> id) {
        long now = time.nanoTime();
        if (id.isEmpty() || !known.isToBeFetched(domain, id.get(), now)) {
            return CompletableFuture.completedFuture(known.valid(domain, now));
        }
        return fetched(domain, id.get());
    }

    /** Those who need the same policy at the same time share one question. */
    private CompletableFuture<Optional<StsPolicy>> fetched(String domain, String id) {
        String host = "mta-sts." + domain;
        CompletableFuture<Optional<StsPolicy>> coming = new CompletableFuture<>();
        CompletableFuture<Optional<StsPolicy>> other = running.putIfAbsent(domain, coming);
        if (other != null) return other;
        dns.host(host)
                .thenAcceptAsync(found -> coming.complete(fetch(domain, id, host, found)), threads)
                .whenComplete((done, failure) -> {
                    if (failure != null) coming.complete(failed(domain, unwrapped(failure)));
                    running.remove(domain, coming);
                });
        return coming;
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private Optional<StsPolicy> fetch(String domain, String id, String host, MailHosts found) {
        List<InetAddress> addresses = found instanceof MailHosts.Found some
                ? some.hosts().stream().map(MailHost::address).toList()
                : List.of();
        try {
            StsPolicy policy = fetch.from(host, addresses, Deadline.in(FETCH, time));
            known.put(domain, id, policy, time.nanoTime());
            return Optional.of(policy);
        } catch (IOException failure) {
            return failed(domain, failure);
        }
    }

    private Optional<StsPolicy> failed(String domain, Throwable failure) {
        long now = time.nanoTime();
        known.leaveAlone(domain, now + BACK_OFF.toNanos());
        if (!(failure instanceof RejectedExecutionException)) { // that is the end of this route
            LOGGER.log(
                    Level.WARNING,
                    "the MTA-STS policy of {0} cannot be had ({1}); asked for again in {2}",
                    Texts.shown(domain, MAX_SHOWN),
                    Texts.shown(String.valueOf(failure.getMessage()), MAX_SHOWN),
                    BACK_OFF);
        }
        return known.valid(domain, now);
    }

    @Override
    public void close() {
        watchdog.endAll();
        watchdog.close();
    }
}
