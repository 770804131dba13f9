package org.qdmail.smtp;

import java.util.Optional;

/** One login by one mechanism: what we say to each challenge (RFC 4422). */
interface LoginExchange {
    /** We give the login up because the server did not prove itself or broke its rules. */
    final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param reason in our words, without any octet of the peer's and without secrets */
        Refusal(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** What stands behind AUTH; empty when the server has to begin. */
    Optional<byte[]> initialResponse();

    /** The answer to a challenge. */
    byte[] respond(byte[] challenge) throws Refusal;

    /** Whether the server's success may be believed now. */
    default boolean mayEnd() {
        return true;
    }
}
