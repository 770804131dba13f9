package org.qdmail.dns;

import java.net.InetAddress;

/**
 * One address of a server that takes the mail of a domain.
 *
 * @param name the server's name as DNS has it, in lower case without a dot at its end; or the address
 * @param address where it is reached
 * @param tls what is published about TLS with it
 */
public record MailHost(String name, InetAddress address, PublishedTls tls) {
    /** The same, with something else published. */
    public MailHost with(PublishedTls other) {
        return new MailHost(name, address, other);
    }
}
