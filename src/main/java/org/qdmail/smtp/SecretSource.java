package org.qdmail.smtp;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Secret;

/** Where a secret comes from; asked at each login, so that a file that was replaced counts at the next one. */
@FunctionalInterface
public interface SecretSource {
    /**
     * The secret as it is now.
     *
     * @throws IOException when its file cannot be read; the login then fails, to be retried
     * @throws Unavailable when there is none for another reason; the login fails with it
     */
    Secret read() throws IOException;

    /** The secret as it is now, after a server has refused this one; the same one where there is no other. */
    default Secret readInPlaceOf(Secret refused) throws IOException {
        return read();
    }

    static SecretSource of(Secret secret) {
        return () -> secret;
    }

    /** There is no secret, and why. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;
        private final boolean isRetryable;

        public Unavailable(Fault fault, boolean isRetryable, @Nullable Throwable cause) {
            super(fault.toString(), cause);
            this.fault = fault;
            this.isRetryable = isRetryable;
        }

        public Fault fault() {
            return fault;
        }

        public boolean isRetryable() {
            return isRetryable;
        }
    }

    /** A secret that another server gives out: {@link #read()} waits for it, in a thread whose answer all callers share. */
    interface Remote extends SecretSource {
        /**
         * The secret, where it is known; never waits.
         *
         * @param refused one that a server has refused, which is not known any more then
         */
        Optional<Secret> atHand(Optional<Secret> refused);

        /** Called after an answer, by a thread that waited for it. */
        void handOver();
    }
}
