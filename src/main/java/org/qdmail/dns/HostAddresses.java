package org.qdmail.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.qdmail.dns.DnsAnswers.Answer;
import org.qdmail.failure.RouteFaults;
import org.xbill.DNS.Name;

/** Finds the addresses of servers, as many as are wanted, those of the best servers first. */
final class HostAddresses {
    private static final String SIX = "[IPv6:";

    private final DnsAnswers answers;
    private final int most;
    private final boolean privateNetworks;
    private final TlsaSearch tlsa;

    HostAddresses(DnsAnswers answers, int most, boolean privateNetworks, TlsaSearch tlsa) {
        this.answers = answers;
        this.most = most;
        this.privateNetworks = privateNetworks;
        this.tlsa = tlsa;
    }

    /** The address that stands in place of a domain (RFC 5321 section 4.1.3); nothing is looked up. */
    MailHosts ofLiteral(String literal) {
        int start = literal.regionMatches(true, 0, SIX, 0, SIX.length()) ? SIX.length() : 1;
        String text = literal.substring(start, literal.length() - 1);
        try {
            InetAddress address = InetAddress.getByName(text);
            if (isUsable(address))
                return new MailHosts.Found(List.of(new MailHost(text, address, PublishedTls.NOTHING)));
            return new MailHosts.Nowhere(RouteFaults.leadsBack(literal), true, false);
        } catch (UnknownHostException unfit) {
            return new MailHosts.Nowhere(RouteFaults.noServer(literal), true, false);
        }
    }

    /**
     * Those of a domain that names no exchanger.
     *
     * @param isSecure whether that is validated
     */
    CompletableFuture<MailHosts> ofDomain(String domain, boolean isSecure) {
        Search search = new Search(domain, List.of(DnsAnswers.name(domain)), isSecure);
        return search.next().thenApply(end -> search.result(true));
    }

    /**
     * Those of its exchangers, best ones first.
     *
     * @param isSecure whether their names are validated
     */
    CompletableFuture<MailHosts> ofHosts(String domain, List<Name> hosts, boolean isSecure) {
        Search search = new Search(domain, hosts, isSecure);
        return search.next().thenApply(end -> search.result(false));
    }

    private boolean isUsable(InetAddress address) {
        return privateNetworks
                ? !address.isAnyLocalAddress() && !address.isMulticastAddress()
                : Networks.isPublic(address);
    }

    /** As it stands in certificates. */
    static String text(Name host) {
        return host.toString(true).toLowerCase(Locale.ROOT);
    }

    /** Asks for one host after the other until enough addresses are known. */
    private final class Search {
        private final String domain;
        private final Iterator<Name> hosts;
        private final boolean isSecure;
        private final List<MailHost> found = new ArrayList<>();
        private boolean isUnusable;
        private @Nullable Throwable failure;

        Search(String domain, List<Name> hosts, boolean isSecure) {
            this.domain = domain;
            this.hosts = hosts.iterator();
            this.isSecure = isSecure;
        }

        CompletableFuture<Void> next() {
            if (found.size() >= most || !hosts.hasNext()) return CompletableFuture.completedFuture(null);
            Name host = hosts.next();
            CompletionStage<Answer<InetAddress>> four = orNone(host, answers.addressesOf(host, false));
            CompletionStage<Answer<InetAddress>> six = orNone(host, answers.addressesOf(host, true));
            return four.thenCombine(six, (fours, sixes) -> take(host, fours, sixes))
                    .thenCompose(taken -> taken)
                    .thenCompose(taken -> next())
                    .toCompletableFuture();
        }

        private CompletionStage<Answer<InetAddress>> orNone(Name host, CompletionStage<Answer<InetAddress>> answer) {
            return answer.exceptionally(lacking -> {
                if (DnsAnswers.lack(lacking) == DnsAnswers.Lack.UNKNOWN) failure = lacking;
                return new Answer<>(List.of(), host, true);
            });
        }

        private CompletionStage<Void> take(Name host, Answer<InetAddress> fours, Answer<InetAddress> sixes) {
            return published(host, fours, sixes)
                    .thenAccept(tls -> add(text(host), sixes.records(), fours.records(), tls))
                    .exceptionally(unknown -> {
                        failure = unknown; // nobody may send to it then
                        return null;
                    });
        }

        /** It counts where the name of the server is validated, and its addresses or its alias (RFC 7672 section 2.2). */
        private CompletionStage<PublishedTls> published(
                Name host, Answer<InetAddress> fours, Answer<InetAddress> sixes) {
            boolean isFound = !fours.records().isEmpty() || !sixes.records().isEmpty();
            if (!isFound || !isSecure) return CompletableFuture.completedFuture(PublishedTls.NOTHING);
            Name holder = fours.records().isEmpty() ? sixes.holder() : fours.holder();
            return fours.isTrusted() && sixes.isTrusted() ? tlsa.of(host, holder) : tlsa.ofAlias(host, holder);
        }

        /** By turns, so that a network without one of the two kinds costs no more than every other attempt. */
        private void add(String name, List<InetAddress> sixes, List<InetAddress> fours, PublishedTls tls) {
            for (int at = 0; at < Math.max(sixes.size(), fours.size()); at++) {
                if (at < sixes.size()) add(new MailHost(name, sixes.get(at), tls));
                if (at < fours.size()) add(new MailHost(name, fours.get(at), tls));
            }
        }

        private void add(MailHost host) {
            if (!isUsable(host.address())) isUnusable = true;
            else if (found.size() < most) found.add(host);
        }

        MailHosts result(boolean isDomainItself) {
            if (!found.isEmpty()) return new MailHosts.Found(found);
            Throwable failed = failure;
            if (failed != null) {
                return new MailHosts.Nowhere(RouteFaults.dnsFailed(domain, MailExchangers.reason(failed)), false, true);
            }
            if (isUnusable) return new MailHosts.Nowhere(RouteFaults.leadsBack(domain), true, true);
            return isDomainItself
                    ? new MailHosts.Nowhere(RouteFaults.noServer(domain), true, false)
                    : new MailHosts.Nowhere(
                            RouteFaults.dnsFailed(domain, "none of its servers has an address"), false, true);
        }
    }
}
