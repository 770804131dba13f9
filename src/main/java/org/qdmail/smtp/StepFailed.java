package org.qdmail.smtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.ServerReply;

/** The dialogue cannot go on: the connection is lost, given up or not to be used. */
final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final Phase phase;
    private final boolean retryable;
    private final transient Optional<ServerReply> reply;
    private final Kind kind;

    /** What of it matters to those who decide how to go on. */
    private enum Kind {
        LOST,
        GIVEN_UP,
        OTHER
    }

    private StepFailed(
            Fault fault,
            Phase phase,
            boolean retryable,
            Optional<ServerReply> reply,
            Kind kind,
            @Nullable Throwable cause) {
        super(fault.toString(), cause);
        this.fault = fault;
        this.phase = phase;
        this.retryable = retryable;
        this.reply = reply;
        this.kind = kind;
    }

    /** Later it may be different. */
    static StepFailed forNow(Fault fault, Phase phase) {
        return new StepFailed(fault, phase, true, Optional.empty(), Kind.OTHER, null);
    }

    static StepFailed forNow(Fault fault, Phase phase, Throwable cause) {
        return new StepFailed(fault, phase, true, Optional.empty(), Kind.OTHER, cause);
    }

    /** The same again would fail again. */
    static StepFailed forGood(Fault fault, Phase phase) {
        return new StepFailed(fault, phase, false, Optional.empty(), Kind.OTHER, null);
    }

    /** The server said so: 4yz may be different later, 5yz will not. */
    static StepFailed said(Fault fault, Phase phase, ServerReply reply) {
        return new StepFailed(fault, phase, !reply.isPermanent(), Optional.of(reply), Kind.OTHER, null);
    }

    /** The server said so, and later it may be different whatever the code. */
    static StepFailed saidForNow(Fault fault, Phase phase, ServerReply reply) {
        return new StepFailed(fault, phase, true, Optional.of(reply), Kind.OTHER, null);
    }

    /** The peer or the network ended the connection. */
    static StepFailed lost(Fault fault, Phase phase, Throwable cause) {
        return new StepFailed(fault, phase, true, Optional.empty(), Kind.LOST, cause);
    }

    /** An interrupt or the end of the relay. */
    static StepFailed aborted(Fault fault, Phase phase) {
        return new StepFailed(fault, phase, true, Optional.empty(), Kind.GIVEN_UP, null);
    }

    Fault fault() {
        return fault;
    }

    Phase phase() {
        return phase;
    }

    boolean isRetryable() {
        return retryable;
    }

    Optional<ServerReply> reply() {
        return reply;
    }

    /** Whether replies may still be there that came before the loss. */
    boolean isLoss() {
        return kind == Kind.LOST;
    }

    /** Whether we ended it, so that trying again would be against somebody's will. */
    boolean isGivenUpByUs() {
        return kind == Kind.GIVEN_UP;
    }
}
