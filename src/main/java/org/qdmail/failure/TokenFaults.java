package org.qdmail.failure;

import java.time.Duration;

/** The texts of getting an access token: number 0620, and 0609 for silence. Nothing that an endpoint says comes in. */
public final class TokenFaults {
    private static final int MAX_SHOWN = 200;

    private TokenFaults() {}

    public static Fault notReachable(String host) {
        return fault("the token endpoint at " + shown(host)
                + " cannot be asked; the cause says why. Check qdmail.smtp.oauth.endpoint and qdmail.smtp.trust-file");
    }

    public static Fault silent(Duration limit, Duration deadline) {
        return new Fault(
                "MAIL-0609",
                "",
                "the token endpoint gave no complete answer within " + limit + " for this step or " + deadline
                        + " for the whole (qdmail.smtp.timeout.connect, qdmail.smtp.deadline)");
    }

    /** @param error one of the codes of RFC 6749 section 5.2; empty for none of them */
    public static Fault refused(String host, int status, String error) {
        return fault("the token endpoint at " + shown(host) + " gave no token: " + (error.isEmpty() ? "" : error + ", ")
                + "HTTP " + status + "; check qdmail.smtp.oauth.*");
    }

    /** @param found in our words */
    public static Fault notAToken(String host, String found) {
        return fault("what the token endpoint at " + shown(host) + " answered is no token: " + found);
    }

    public static Fault sourceFailed() {
        return fault("the bean TokenSource gave no token; the cause says why, and nothing was sent");
    }

    public static Fault failed() {
        return fault("no access token could be got; the cause says why, and nothing was sent");
    }

    private static Fault fault(String text) {
        return new Fault("MAIL-0620", "", text);
    }

    private static String shown(String untrusted) {
        return Texts.shown(untrusted, MAX_SHOWN);
    }
}
