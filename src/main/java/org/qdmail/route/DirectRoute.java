package org.qdmail.route;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.qdmail.address.EmailAddress;
import org.qdmail.dns.DnsLibrary;
import org.qdmail.dns.MailExchangers;
import org.qdmail.dns.MailHosts;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.mtasts.StsPolicies;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/**
 * Hands mail to the servers that the recipients' domains name (RFC 5321 section 5.1): one transaction for each server,
 * several servers at once, the next one where one cannot take the mail for now. Never logs in.
 */
public final class DirectRoute implements Route {
    private static final long KEPT_SECONDS = 1;
    private static final int HTTPS = 443;
    /** Every answer to the question for it tells that name servers can be reached, also that there is none. */
    private static final String PROBED = "example.com";

    private final DirectSettings settings;
    private final WireTime time;
    private final MailExchangers exchangers;
    private final Optional<StsPolicies> policies;
    private final ThreadPoolExecutor threads;
    private final MxRelays relays;

    private DirectRoute(DirectSettings settings, MailExchangers exchangers, int policyPort, WireTime time) {
        this.settings = settings;
        this.time = time;
        this.exchangers = exchangers;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "qdmail-direct-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.relays = new MxRelays(settings, threads, time);
        this.policies = settings.mtaSts()
                ? Optional.of(new StsPolicies(
                        exchangers,
                        settings.smtp().trust(),
                        policyPort,
                        settings.dns().timeout(),
                        threads,
                        time))
                : Optional.empty();
    }

    /**
     * Asks nothing yet.
     *
     * @throws org.qdmail.failure.MisconfiguredMail when dnsjava is not there (MAIL-0707)
     */
    public static DirectRoute open(DirectSettings settings) {
        return open(settings, HTTPS, WireTime.ofSystem());
    }

    /** With policies at another port, and another time. */
    static DirectRoute open(DirectSettings settings, int policyPort, WireTime time) {
        DnsLibrary.require();
        boolean isDane = settings.dane() && settings.tls() != DirectSettings.Tls.STARTTLS_VERIFIED;
        return new DirectRoute(
                settings,
                MailExchangers.open(
                        settings.dns(),
                        settings.smtp().clientName(),
                        settings.addresses(),
                        settings.privateNetworks(),
                        isDane ? OptionalInt.of(settings.smtp().port()) : OptionalInt.empty(),
                        new SecureRandom()),
                policyPort,
                time);
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        return attempt(envelope, mail, deadline).report();
    }

    /** Delivers, and says whom another way may serve. */
    Attempt attempt(Envelope envelope, FrozenMail mail, Deadline deadline) {
        if (threads.isShutdown()) throw new QueueUnavailable(DoorFaults.closed());
        Set<String> domains = new LinkedHashSet<>();
        envelope.recipients()
                .forEach(recipient -> domains.add(recipient.address().asciiDomain()));
        DirectDelivery delivery = new DirectDelivery(settings.tls(), relays, threads, envelope, mail, deadline);
        try {
            return delivery.run(permitted(exchangers.of(domains, deadline), deadline));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return delivery.givenUp();
        }
    }

    private Map<String, MailHosts> permitted(Map<String, MailHosts> hosts, Deadline deadline)
            throws InterruptedException {
        return policies.isPresent() ? policies.get().applied(hosts, deadline) : hosts;
    }

    /**
     * What became of a mail, and who may go another way.
     *
     * @param elsewhere those that no server has refused for good, and none may have taken
     */
    record Attempt(SmtpReport report, Set<EmailAddress> elsewhere) {
        Attempt {
            report = report.by(Outcome.Way.DIRECT);
            elsewhere = Set.copyOf(elsewhere);
        }
    }

    @Override
    public Deadline startDeadline() {
        return Deadline.in(settings.smtp().timeouts().deadline(), time);
    }

    /** Asks DNS alone: which servers there will be is not known before there is a recipient. */
    @Override
    public RelayOffer probe() {
        Collection<MailHosts> answers;
        try {
            answers = exchangers.of(List.of(PROBED)).values();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeliveryFailed(
                    DeliveryFaults.interrupted(Phase.NAME), Phase.NAME, List.of(), Optional.empty(), true);
        }
        for (MailHosts answer : answers) {
            if (answer instanceof MailHosts.Nowhere nowhere && !nowhere.isPermanent()) {
                throw new DeliveryFailed(nowhere.fault(), Phase.NAME, List.of(), Optional.empty(), true);
            }
        }
        return new RelayOffer(
                "direct delivery",
                settings.smtp().port(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                OptionalLong.empty(),
                Optional.empty());
    }

    @Override
    public PoolUse use() {
        return relays.use();
    }

    @Override
    public void close(Duration grace) {
        threads.shutdown();
        try {
            relays.close(grace);
        } finally {
            closeLookUps();
        }
    }

    private void closeLookUps() {
        try {
            policies.ifPresent(StsPolicies::close);
        } finally {
            exchangers.close();
        }
    }
}
