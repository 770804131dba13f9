package org.qdmail.failure;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** The texts of handing a mail over: numbers 0601 to 0618, as well as 0704. */
public final class DeliveryFaults {
    private static final int MAX_WORDS = 200;

    private DeliveryFaults() {}

    public static Fault nameNotFound(String host) {
        return fault("0601", "no address is known for " + shown(host) + "; check qdmail.smtp.host and the DNS");
    }

    public static Fault nameNotAnswered(String host, Duration limit) {
        return fault("0601", "the look-up of " + shown(host) + " was not answered within " + limit + "; check the DNS");
    }

    public static Fault notReachable(String host, int port, String reason) {
        return fault(
                "0601",
                "no connection to " + shown(host) + " port " + port + " (" + shown(reason)
                        + "); check host, port and firewall");
    }

    public static Fault tlsNotOffered(String host) {
        return fault(
                "0602",
                shown(host) + " does not offer STARTTLS, which is required; nothing was sent."
                        + " Use qdmail.smtp.tls=implicit if it speaks TLS from the first octet");
    }

    public static Fault tlsRefused(String host, ServerReply reply) {
        return fault("0602", shown(host) + " refused STARTTLS, which is required; nothing was sent: " + words(reply));
    }

    public static Fault certificateRefused(String host, String reason) {
        return fault(
                "0603",
                "the certificate of " + shown(host) + " " + reason + "; nothing was sent. It must be valid, name the"
                        + " configured host and come from a CA of the JDK or of qdmail.smtp.trust-file");
    }

    public static Fault loginRefused(String mechanism, ServerReply reply) {
        return fault("0604", "the login by " + mechanism + " was refused: " + words(reply));
    }

    public static Fault loginBroken(String mechanism, String reason) {
        return fault("0604", "the login by " + mechanism + " was given up: " + reason);
    }

    public static Fault loginInTheClear(String host) {
        return fault(
                "0604",
                "no login in the clear: " + shown(host)
                        + " is not a loopback address. Set qdmail.smtp.tls to starttls-required or implicit");
    }

    public static Fault secretUnusable(String reason) {
        return fault("0604", "the secret of the login " + reason + "; nothing was sent");
    }

    public static Fault loginNotOffered(String host, String wanted, Collection<String> offered) {
        String found = offered.isEmpty() ? "no login" : shown(String.join(" ", new TreeSet<>(offered)));
        return fault(
                "0605",
                shown(host) + " offers " + found + ", wanted is " + wanted
                        + "; nothing was sent. See qdmail.smtp.auth");
    }

    public static Fault senderRefused(ServerReply reply) {
        return fault("0606", "the sender was refused: " + words(reply));
    }

    public static Fault recipientRefused(ServerReply reply) {
        return fault("0607", "the recipient was refused: " + words(reply));
    }

    public static Fault otherRecipientRefused() {
        return fault("0607", "another recipient was refused, and qdmail.smtp.partial=false sends to all or to none");
    }

    public static Fault contentRefused(ServerReply reply) {
        return fault("0608", "the content was refused: " + words(reply));
    }

    public static Fault timeout(Phase phase, Duration limit, Duration deadline) {
        return fault(
                "0609",
                "nothing complete came in phase " + phase + " within " + limit + " for this step or " + deadline
                        + " for the whole (qdmail.smtp.timeout.*, qdmail.smtp.deadline)");
    }

    public static Fault noTimeLeft(Duration deadline) {
        return fault("0609", "nothing was left of " + deadline + " for the whole (qdmail.smtp.deadline)");
    }

    public static Fault noTurn(Duration deadline) {
        return fault(
                "0609",
                "the limits of rate left no turn within " + deadline
                        + " (qdmail.limits.rate, qdmail.limits.domain-rates, qdmail.smtp.deadline)");
    }

    public static Fault noFreeConnection(int connections, Duration deadline) {
        return fault(
                "0609",
                "none of the " + connections + " connections became free within " + deadline
                        + " (qdmail.smtp.pool.connections, qdmail.smtp.deadline)");
    }

    public static Fault protocol(Phase phase, String found) {
        return fault("0610", "the server broke the protocol in phase " + phase + ": " + shown(found));
    }

    public static Fault tooLarge(long octets, long limit) {
        return fault("0611", "the mail has " + octets + " octets; the server takes at most " + limit + " (RFC 1870)");
    }

    public static Fault sizeRefused(long octets, ServerReply reply) {
        return fault("0611", "the size of " + octets + " octets was refused: " + words(reply));
    }

    public static Fault utf8Needed(String host) {
        return fault(
                "0612",
                "an address or header field is not ASCII, but " + shown(host)
                        + " does not offer SMTPUTF8 (RFC 6531); nothing was sent");
    }

    public static Fault eightBitNeeded(String host) {
        return fault(
                "0613",
                "the content has octets above 127, but " + shown(host)
                        + " does not offer 8BITMIME (RFC 6152); nothing was sent");
    }

    public static Fault connectionLost(Phase phase) {
        return fault("0614", "the connection was lost in phase " + phase + ", before the content's end");
    }

    public static Fault tlsFailed(String host, String reason) {
        return fault("0615", "TLS with " + shown(host) + " failed (" + shown(reason) + "); nothing was sent");
    }

    public static Fault octetsBehindStartTls(String host) {
        return fault(
                "0615",
                "octets came behind the reply of " + shown(host)
                        + " to STARTTLS, as an attacker would put them; nothing was sent");
    }

    public static Fault notAvailable(Phase phase, ServerReply reply) {
        return fault("0616", "the server is not available in phase " + phase + ": " + words(reply));
    }

    public static Fault interrupted(Phase phase) {
        return fault("0617", "the sending thread was interrupted in phase " + phase);
    }

    public static Fault closedWhileSending(Phase phase) {
        return fault("0617", "the mail service was closed in phase " + phase);
    }

    /** The mail may have arrived: the content was ended, but no complete reply to it was read. */
    public static Fault outcomeUnknown(Optional<Fault> cause) {
        return fault(
                "0618",
                "the content was sent to its end, but its reply was not read" + because(cause)
                        + ". The mail may have arrived; it is not sent again by itself");
    }

    /** Something is wrong with us, somewhere on the way. */
    public static Fault sendingBroke(Throwable broken) {
        return fault(
                "0618",
                "an error within the component (" + broken.getClass().getName()
                        + ") broke the sending off, so it is not known what the server took."
                        + " The mail may have arrived; it is not sent again by itself");
    }

    /** The server has answered more commands than were sent. */
    public static Fault repliesBeyondCommands() {
        return fault(
                "0618",
                "the server read content as commands, so it is not known what it took."
                        + " The mail may have arrived; it is not sent again by itself");
    }

    public static Fault recipientBlocked() {
        return fault("0704", "the recipient is blocked by qdmail.safety.allow or qdmail.safety.deny");
    }

    private static String because(Optional<Fault> cause) {
        return cause.map(fault -> " (" + fault.text() + ")").orElse("");
    }

    private static Fault fault(String number, String text) {
        return new Fault("MAIL-" + number, "", text);
    }

    private static String words(ServerReply reply) {
        return shown(reply.toString());
    }

    private static String shown(String untrusted) {
        return Texts.shown(untrusted, MAX_WORDS);
    }
}
