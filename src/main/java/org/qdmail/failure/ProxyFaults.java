package org.qdmail.failure;

import java.time.Duration;

/** The texts of the proxy on the way to a relay: number 0619. Nothing that a proxy says comes in. */
public final class ProxyFaults {
    private static final int MAX_SHOWN = 200;
    private static final String CHECK = "; check qdmail.smtp.proxy";

    private ProxyFaults() {}

    public static Fault nameNotFound(String proxy) {
        return fault("no address is known for the proxy " + shown(proxy) + CHECK + " and the DNS");
    }

    public static Fault nameNotAnswered(String proxy, Duration limit) {
        return fault(
                "the look-up of the proxy " + shown(proxy) + " was not answered within " + limit + "; check the DNS");
    }

    public static Fault notReachable(String proxy, int port, String reason) {
        return fault(
                "no connection to the proxy " + shown(proxy) + " port " + port + " (" + shown(reason) + ")" + CHECK);
    }

    public static Fault loginWanted(String proxy) {
        return fault("the proxy " + shown(proxy)
                + " wants a login, or another one than user and password; set the user in qdmail.smtp.proxy, and"
                + " qdmail.smtp.proxy-password");
    }

    public static Fault loginRefused(String proxy) {
        return fault("the proxy " + shown(proxy)
                + " refused the login; check the user in qdmail.smtp.proxy, and qdmail.smtp.proxy-password");
    }

    /** @param reason in our words, or the number of its answer */
    public static Fault targetRefused(String proxy, String host, int port, String reason) {
        return fault("the proxy " + shown(proxy) + " did not connect to " + shown(host) + " port " + port + " ("
                + reason + "); nothing was sent");
    }

    /** @param found in our words */
    public static Fault broken(String proxy, String found) {
        return fault("what the proxy " + shown(proxy) + " answered is not its protocol (" + found
                + "); nothing was sent. Check host, port and kind in qdmail.smtp.proxy");
    }

    public static Fault lost(String proxy) {
        return fault(
                "the proxy " + shown(proxy) + " closed the connection before it led to the relay; nothing was sent");
    }

    private static Fault fault(String text) {
        return new Fault("MAIL-0619", "", text);
    }

    private static String shown(String untrusted) {
        return Texts.shown(untrusted, MAX_SHOWN);
    }
}
