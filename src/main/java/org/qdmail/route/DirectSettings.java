package org.qdmail.route;

import org.qdmail.dns.DnsSettings;
import org.qdmail.smtp.SmtpSettings;

/**
 * How mail is delivered to the servers of its recipients ({@code qdmail.route.direct.*}).
 *
 * @param dns who is asked for them
 * @param smtp how each of them is talked to; its host is not used, and it has no login
 * @param tls what is demanded of the connection
 * @param addresses how many addresses are tried for one recipient, 1 to 100
 * @param privateNetworks whether a domain may lead to this machine or into a private network
 * @param dane whether what DNS says of a server's certificate is heeded, where a name server has validated it (RFC 7672)
 * @param mtaSts whether the policies of domains are heeded (RFC 8461)
 */
public record DirectSettings(
        DnsSettings dns,
        SmtpSettings smtp,
        Tls tls,
        int addresses,
        boolean privateNetworks,
        boolean dane,
        boolean mtaSts) {
    private static final int MOST_ADDRESSES = 100;

    public DirectSettings {
        if (smtp.login().isPresent()) throw new IllegalArgumentException("no login at servers of recipients");
        if (addresses < 1 || addresses > MOST_ADDRESSES) throw new IllegalArgumentException("addresses " + addresses);
    }

    /** What is demanded of a connection to the server of a recipient. */
    public enum Tls {
        /** Encrypted where the server offers it and it works; the certificate is not judged (RFC 7435). */
        STARTTLS_OPTIONAL,
        /** Always encrypted; the certificate is not judged. */
        STARTTLS_REQUIRED,
        /** Always encrypted, and the certificate names the server and comes from a CA that is trusted. */
        STARTTLS_VERIFIED
    }
}
