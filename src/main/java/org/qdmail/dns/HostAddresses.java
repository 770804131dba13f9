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
import org.qdmail.failure.RouteFaults;
import org.xbill.DNS.Name;

/** Finds the addresses of servers, as many as are wanted, those of the best servers first. */
final class HostAddresses {
    private static final String SIX = "[IPv6:";

    private final DnsAnswers answers;
    private final int most;
    private final boolean privateNetworks;

    HostAddresses(DnsAnswers answers, int most, boolean privateNetworks) {
        this.answers = answers;
        this.most = most;
        this.privateNetworks = privateNetworks;
    }

    /** The address that stands in place of a domain (RFC 5321 section 4.1.3); nothing is looked up. */
    MailHosts ofLiteral(String literal) {
        int start = literal.regionMatches(true, 0, SIX, 0, SIX.length()) ? SIX.length() : 1;
        String text = literal.substring(start, literal.length() - 1);
        try {
            InetAddress address = InetAddress.getByName(text);
            if (isUsable(address)) return new MailHosts.Found(List.of(new MailHost(text, address)));
            return new MailHosts.Nowhere(RouteFaults.leadsBack(literal), true, false);
        } catch (UnknownHostException unfit) {
            return new MailHosts.Nowhere(RouteFaults.noServer(literal), true, false);
        }
    }

    /** Those of a domain that names no exchanger. */
    CompletableFuture<MailHosts> ofDomain(String domain) {
        Search search = new Search(domain, List.of(DnsAnswers.name(domain)));
        return search.next().thenApply(end -> search.result(true));
    }

    /** Those of its exchangers, best ones first. */
    CompletableFuture<MailHosts> ofHosts(String domain, List<Name> hosts) {
        Search search = new Search(domain, hosts);
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
        private final List<MailHost> found = new ArrayList<>();
        private boolean isUnusable;
        private @Nullable Throwable failure;

        Search(String domain, List<Name> hosts) {
            this.domain = domain;
            this.hosts = hosts.iterator();
        }

        CompletableFuture<Void> next() {
            if (found.size() >= most || !hosts.hasNext()) return CompletableFuture.completedFuture(null);
            Name host = hosts.next();
            CompletionStage<List<InetAddress>> four = orNone(answers.addressesOf(host, false));
            CompletionStage<List<InetAddress>> six = orNone(answers.addressesOf(host, true));
            return four.thenCombine(six, (fours, sixes) -> {
                        add(text(host), sixes, fours);
                        return next();
                    })
                    .thenCompose(more -> more)
                    .toCompletableFuture();
        }

        private CompletionStage<List<InetAddress>> orNone(CompletionStage<List<InetAddress>> answer) {
            return answer.exceptionally(lacking -> {
                if (DnsAnswers.lack(lacking) == DnsAnswers.Lack.UNKNOWN) failure = lacking;
                return List.of();
            });
        }

        /** By turns, so that a network without one of the two kinds costs no more than every other attempt. */
        private void add(String name, List<InetAddress> sixes, List<InetAddress> fours) {
            for (int at = 0; at < Math.max(sixes.size(), fours.size()); at++) {
                if (at < sixes.size()) add(name, sixes.get(at));
                if (at < fours.size()) add(name, fours.get(at));
            }
        }

        private void add(String name, InetAddress address) {
            if (!isUsable(address)) isUnusable = true;
            else if (found.size() < most) found.add(new MailHost(name, address));
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
