package org.qdmail.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.qdmail.failure.Fault;
import org.qdmail.failure.RouteFaults;
import org.qdmail.wire.Deadline;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Finds the servers that take the mail of domains (RFC 5321 section 5.1, RFC 7505): exchangers by preference, equal ones in
 * random order, the address of the domain itself when it names none. For any number of threads.
 */
public final class MailExchangers implements AutoCloseable {
    private final DnsAnswers answers;
    private final DnsSettings settings;
    private final Optional<String> ownName;
    private final HostAddresses addresses;
    private final Random random;

    private MailExchangers(
            DnsAnswers answers,
            DnsSettings settings,
            Optional<String> ownName,
            HostAddresses addresses,
            Random random) {
        this.answers = answers;
        this.settings = settings;
        this.ownName = ownName;
        this.addresses = addresses;
        this.random = random;
    }

    /**
     * Asks nothing yet.
     *
     * @param ownName our name in EHLO: an exchanger of that name would be ourselves
     * @param most how many addresses are wanted for one domain
     * @param privateNetworks whether those count that are not of the public network
     * @param tlsaPort the port whose TLSA records are looked for; empty for none
     */
    public static MailExchangers open(
            DnsSettings settings,
            Optional<String> ownName,
            int most,
            boolean privateNetworks,
            OptionalInt tlsaPort,
            Random random) {
        DnsAnswers answers = DnsAnswers.from(settings);
        return new MailExchangers(
                answers,
                settings,
                ownName.map(name -> name.toLowerCase(Locale.ROOT)),
                new HostAddresses(answers, most, privateNetworks, new TlsaSearch(answers, tlsaPort)),
                random);
    }

    /**
     * What DNS says about each of these domains, asked at once and within the time of the settings.
     *
     * @param domains in A-labels, or address literals
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Map<String, MailHosts> of(Collection<String> domains) throws InterruptedException {
        return of(domains, settings.timeout());
    }

    /** The same within what is left of the time of a mail. */
    public Map<String, MailHosts> of(Collection<String> domains, Deadline deadline) throws InterruptedException {
        return of(domains, Duration.ofNanos(Math.max(0, deadline.capNanos(settings.timeout()))));
    }

    private Map<String, MailHosts> of(Collection<String> domains, Duration limit) throws InterruptedException {
        Map<String, CompletableFuture<MailHosts>> asked = new LinkedHashMap<>();
        for (String domain : domains) asked.computeIfAbsent(domain, each -> withinTime(each, find(each), limit));
        Map<String, MailHosts> found = new HashMap<>();
        for (Map.Entry<String, CompletableFuture<MailHosts>> each : asked.entrySet()) {
            found.put(each.getKey(), await(each.getKey(), each.getValue()));
        }
        return found;
    }

    /** The addresses of a host, such as one that publishes a policy; never fails. */
    public CompletableFuture<MailHosts> host(String name) {
        return withinTime(name, addresses.ofDomain(name, false), settings.timeout());
    }

    /** The texts at a label of a domain, none when there are none; fails when that cannot be known in time. */
    public CompletableFuture<List<String>> texts(String label, String domain) {
        return answers.textsOf(label, domain)
                .exceptionally(lacking -> {
                    if (DnsAnswers.lack(lacking) != DnsAnswers.Lack.UNKNOWN) return List.of();
                    throw new CompletionException(lacking);
                })
                .toCompletableFuture()
                .orTimeout(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static CompletableFuture<MailHosts> withinTime(
            String domain, CompletableFuture<MailHosts> answer, Duration limit) {
        MailHosts silence = new MailHosts.Nowhere(RouteFaults.dnsSilent(domain, limit), false, true);
        return answer.completeOnTimeout(silence, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static MailHosts await(String domain, CompletableFuture<MailHosts> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            return failed(domain, failure);
        }
    }

    private static MailHosts failed(String domain, Throwable cause) {
        return new MailHosts.Nowhere(RouteFaults.dnsFailed(domain, reason(cause)), false, true);
    }

    static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) root = root.getCause();
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private CompletableFuture<MailHosts> find(String domain) {
        if (domain.startsWith("[")) return CompletableFuture.completedFuture(addresses.ofLiteral(domain));
        return answers.exchangersOf(domain)
                .handle((exchangers, failure) -> failure == null
                        ? hosts(domain, exchangers)
                        : switch (DnsAnswers.lack(failure)) {
                            case NO_SUCH_NAME -> nowhere(RouteFaults.noSuchDomain(domain), false);
                            case NO_SUCH_RECORD -> addresses.ofDomain(domain, answers.isLackSecure(domain, Type.MX));
                            case UNKNOWN -> CompletableFuture.completedFuture(failed(domain, failure));
                        })
                .thenCompose(hosts -> hosts)
                .toCompletableFuture();
    }

    private static CompletableFuture<MailHosts> nowhere(Fault fault, boolean mayGoElsewhere) {
        return CompletableFuture.completedFuture(new MailHosts.Nowhere(fault, true, mayGoElsewhere));
    }

    private CompletableFuture<MailHosts> hosts(String domain, DnsAnswers.Answer<MXRecord> exchangers) {
        // there may be none, said without an SOA record
        if (exchangers.records().isEmpty()) return addresses.ofDomain(domain, exchangers.isSecure());
        List<MXRecord> named = new ArrayList<>(exchangers.records());
        named.removeIf(exchanger -> exchanger.getTarget().equals(Name.root)); // a null MX beside others says nothing
        if (named.isEmpty()) return nowhere(RouteFaults.takesNoMail(domain), false);
        Collections.shuffle(named, random);
        named.sort(Comparator.comparingInt(MXRecord::getPriority));
        List<MXRecord> before = beforeOurselves(named);
        if (before.isEmpty()) return nowhere(RouteFaults.leadsBack(domain), true);
        return addresses.ofHosts(
                domain, before.stream().map(MXRecord::getTarget).toList(), exchangers.isSecure());
    }

    /** Servers as far away as we or farther would send the mail to us (RFC 5321 section 5.1). */
    private List<MXRecord> beforeOurselves(List<MXRecord> sorted) {
        Optional<Integer> own = sorted.stream()
                .filter(exchanger -> ownName.filter(HostAddresses.text(exchanger.getTarget())::equals)
                        .isPresent())
                .map(MXRecord::getPriority)
                .findFirst();
        if (own.isEmpty()) return sorted;
        return sorted.stream()
                .filter(exchanger -> exchanger.getPriority() < own.get())
                .toList();
    }

    @Override
    public void close() {
        answers.close();
    }
}
