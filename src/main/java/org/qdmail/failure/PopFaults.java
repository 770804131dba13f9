package org.qdmail.failure;

import java.time.Duration;

/** The texts of the login by POP3 before sending: number 0706. */
public final class PopFaults {
    private static final int MAX_SHOWN = 200;

    private PopFaults() {}

    public static Fault nameNotFound(String host) {
        return fault(host, "no address is known for it; check qdmail.pop-before-smtp.host and the DNS");
    }

    public static Fault notReachable(String host, int port, String reason) {
        return fault(host, "no connection to port " + port + " (" + shown(reason) + ")");
    }

    public static Fault tls(String host, Fault cause) {
        return fault(host, cause.text());
    }

    public static Fault tlsRefused(String host, String words) {
        return fault(
                host,
                "it refused STLS (" + shown(words)
                        + "). Use qdmail.pop-before-smtp.tls=implicit if it speaks TLS from the first octet");
    }

    public static Fault octetsBehindStls(String host) {
        return fault(host, "octets came behind its reply to STLS, as an attacker would put them");
    }

    public static Fault inTheClear(String host) {
        return fault(
                host,
                "it offers no APOP, and a password is not shown in the clear to a host that is not a loopback address."
                        + " Set qdmail.pop-before-smtp.tls to implicit or starttls");
    }

    public static Fault passwordUnusable(String host, String reason) {
        return fault(host, "its password " + reason);
    }

    public static Fault refused(String host, String words) {
        return fault(host, "it said " + shown(words));
    }

    public static Fault notReady(String host, String words) {
        return fault(host, "it greeted with a refusal: " + shown(words));
    }

    public static Fault protocol(String host, String found) {
        return fault(host, "it broke the protocol: " + shown(found));
    }

    public static Fault lost(String host) {
        return fault(host, "the connection was lost");
    }

    public static Fault timeout(String host, Duration deadline) {
        return fault(
                host,
                "it took longer than qdmail.smtp.timeout.* allows for a step, or " + deadline
                        + " for the whole (qdmail.smtp.deadline)");
    }

    /** Something is wrong with us, or with the source of the password. Of what they say only the JVM's own words are told. */
    public static Fault broken(String host, Throwable cause) {
        String reason = cause instanceof VirtualMachineError
                ? cause.toString()
                : cause.getClass().getName();
        return fault(host, "an error within the component broke it off (" + shown(reason) + ")");
    }

    private static Fault fault(String host, String text) {
        return new Fault(
                "MAIL-0706",
                "",
                "the login by POP at " + shown(host) + " before sending failed: " + text + "; nothing was sent");
    }

    private static String shown(String untrusted) {
        return Texts.shown(untrusted, MAX_SHOWN);
    }
}
