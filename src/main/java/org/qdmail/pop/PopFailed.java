package org.qdmail.pop;

import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;

/** Nobody is logged in, so the relay would refuse the mail. */
public final class PopFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final Phase phase;
    private final boolean retryable;

    private PopFailed(Fault fault, Phase phase, boolean retryable, @Nullable Throwable cause) {
        super(fault.toString(), cause);
        this.fault = fault;
        this.phase = phase;
        this.retryable = retryable;
    }

    static PopFailed forNow(Fault fault, Phase phase) {
        return new PopFailed(fault, phase, true, null);
    }

    static PopFailed forNow(Fault fault, Phase phase, Throwable cause) {
        return new PopFailed(fault, phase, true, cause);
    }

    static PopFailed forGood(Fault fault, Phase phase) {
        return new PopFailed(fault, phase, false, null);
    }

    /** The same for another one who waited for it. */
    PopFailed again() {
        return new PopFailed(fault, phase, retryable, this);
    }

    /** Why (MAIL-0706, or MAIL-0617 when the wait for it was ended). */
    public Fault fault() {
        return fault;
    }

    public Phase phase() {
        return phase;
    }

    /** Whether the same login may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }
}
