package org.qdmail.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who is asked for the servers of a domain.
 *
 * @param servers the name servers; empty for those of the system
 * @param timeout the longest that the questions about one domain may take, more than zero
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration timeout) {
    public DnsSettings {
        servers = List.copyOf(servers);
        if (timeout.isNegative() || timeout.isZero()) throw new IllegalArgumentException("timeout " + timeout);
    }
}
