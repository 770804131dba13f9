package org.qdmail.failure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No recipient was accepted, and none is in doubt (06xx, 07xx). Try later if {@link #isRetryable()}, otherwise give
 * up.
 */
public final class DeliveryFailed extends MailException {
    private static final long serialVersionUID = 1L;

    private final Phase phase;
    private final transient List<Refusal> refusals;
    private final transient Optional<ServerReply> reply;
    private final boolean retryable;

    public DeliveryFailed(
            Fault fault, Phase phase, List<Refusal> refusals, Optional<ServerReply> reply, boolean retryable) {
        this(fault, phase, refusals, reply, retryable, null);
    }

    public DeliveryFailed(
            Fault fault,
            Phase phase,
            List<Refusal> refusals,
            Optional<ServerReply> reply,
            boolean retryable,
            @Nullable Throwable cause) {
        super(fault.number(), fault.toString(), cause);
        this.phase = phase;
        this.refusals = List.copyOf(refusals);
        this.reply = reply;
        this.retryable = retryable;
    }

    /** How far the dialogue went. */
    public Phase phase() {
        return phase;
    }

    /** Why each recipient was not accepted; empty when the mail did not get as far as a recipient. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** The server's reply that decided, where there was one. */
    public Optional<ServerReply> reply() {
        return reply;
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
