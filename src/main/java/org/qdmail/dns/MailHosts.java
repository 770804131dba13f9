package org.qdmail.dns;

import java.util.List;
import org.qdmail.failure.Fault;

/** What DNS says about the mail of one domain. */
public sealed interface MailHosts {
    /**
     * Where it is taken.
     *
     * @param hosts in the order in which they are to be tried; at least one
     */
    record Found(List<MailHost> hosts) implements MailHosts {
        public Found {
            hosts = List.copyOf(hosts);
            if (hosts.isEmpty()) throw new IllegalArgumentException("no host");
        }
    }

    /**
     * Nowhere that we know of.
     *
     * @param fault why
     * @param isPermanent whether asking again would be in vain
     * @param mayGoElsewhere whether a relay may know better
     */
    record Nowhere(Fault fault, boolean isPermanent, boolean mayGoElsewhere) implements MailHosts {}
}
