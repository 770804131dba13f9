package org.qdmail.failure;

import java.time.Duration;

/** The texts of finding servers of recipients: numbers 0701 to 0703, 0708, and 0707 for what that needs. */
public final class RouteFaults {
    private static final int MAX_SHOWN = 200;

    private RouteFaults() {}

    public static Fault noSuchDomain(String domain) {
        return fault("0701", "the domain " + shown(domain) + " does not exist (5.1.2)");
    }

    public static Fault noServer(String domain) {
        return fault("0701", "the domain " + shown(domain) + " names neither a mail server nor an address (5.1.2)");
    }

    public static Fault leadsBack(String domain) {
        return fault(
                "0701",
                "the mail of " + shown(domain)
                        + " would come back to this machine or go into a private network (5.4.6);"
                        + " see qdmail.smtp.client-name and qdmail.route.direct.private-networks");
    }

    public static Fault takesNoMail(String domain) {
        return fault("0702", "the domain " + shown(domain) + " takes no mail, by a null MX (RFC 7505; 5.1.10)");
    }

    public static Fault dnsFailed(String domain, String reason) {
        return fault(
                "0703",
                "DNS did not say where " + shown(domain) + " takes its mail (" + shown(reason) + "); try later");
    }

    public static Fault dnsSilent(String domain, Duration limit) {
        return fault(
                "0703",
                "DNS did not answer for " + shown(domain) + " within " + limit
                        + " (qdmail.route.direct.connect-timeout, qdmail.route.direct.resolvers)");
    }

    public static Fault notInPolicy(String domain) {
        return fault(
                "0708",
                "the policy of " + shown(domain)
                        + " (MTA-STS, RFC 8461) names none of the servers that its DNS names, so nothing"
                        + " may be sent to them; its postmaster has to repair one of the two. Try later");
    }

    public static Fault libraryMissing() {
        return fault("0707", "direct delivery needs dnsjava, which is not on the class path; add dnsjava:dnsjava");
    }

    private static Fault fault(String number, String text) {
        return new Fault("MAIL-" + number, "", text);
    }

    private static String shown(String untrusted) {
        return Texts.shown(untrusted, MAX_SHOWN);
    }
}
