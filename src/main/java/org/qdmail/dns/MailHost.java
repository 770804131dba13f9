package org.qdmail.dns;

import java.net.InetAddress;

/**
 * One address of a server that takes the mail of a domain.
 *
 * @param name the server's name as DNS has it, in lower case without a dot at its end; or the address
 * @param address where it is reached
 */
public record MailHost(String name, InetAddress address) {}
