package org.qdmail.smtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.ServerReply;

/** One recipient on its way through a delivery. What was once decided about it stays. */
final class Addressee {
    /** How far it came in the transaction that runs. */
    enum Progress {
        WAITING,
        WRITTEN,
        TAKEN,
        /** The transaction was full: it goes into the next one. */
        LEFT_OVER
    }

    private static final Optional<Outcome.Way> RELAY = Optional.of(Outcome.Way.RELAY);
    private static final Verdict ACCEPTED =
            new Verdict(Outcome.State.ACCEPTED, Optional.empty(), Optional.empty(), false, Optional.empty());

    private final EnvelopeRecipient recipient;
    private Progress progress = Progress.WAITING;
    private @Nullable Verdict verdict;
    private boolean asked;
    private boolean unsupported;
    private @Nullable ServerReply fullReply;

    Addressee(EnvelopeRecipient recipient) {
        this.recipient = recipient;
    }

    EnvelopeRecipient recipient() {
        return recipient;
    }

    boolean isOpen() {
        return verdict == null;
    }

    /** Whether its RCPT was accepted and nothing was decided since. */
    boolean isTaken() {
        return isOpen() && progress == Progress.TAKEN;
    }

    boolean isAccepted() {
        return is(Outcome.State.ACCEPTED);
    }

    /** Whether a reply of the server decided against it, for good or for now. */
    boolean isRefused() {
        return isRefusedForGood() || is(Outcome.State.DEFERRED);
    }

    boolean isRefusedForGood() {
        return is(Outcome.State.REFUSED);
    }

    private boolean is(Outcome.State state) {
        Verdict decided = verdict;
        return decided != null && decided.state() == state;
    }

    boolean isLeftOver() {
        return isOpen() && progress == Progress.LEFT_OVER;
    }

    /** Its RCPT is on its way. */
    void written(boolean offersReceipts) {
        progress = Progress.WRITTEN;
        NotifyOn reports = recipient.options().reports();
        boolean wished = !reports.isDefault() && !reports.isNever();
        asked = wished && offersReceipts;
        unsupported = wished && !offersReceipts;
    }

    void taken() {
        progress = Progress.TAKEN;
    }

    /** The transaction had no room for it; the reply decides if there is no further one. */
    void leftOver(ServerReply reply) {
        progress = Progress.LEFT_OVER;
        fullReply = reply;
    }

    /** Back to the start, for another connection or transaction. */
    void again() {
        if (isOpen()) progress = Progress.WAITING;
    }

    void accept() {
        decide(ACCEPTED);
    }

    /** The server's reply decides: 5yz for good, 4yz for now. */
    void refuse(Fault fault, Phase phase, ServerReply reply) {
        Outcome.State state = reply.isPermanent() ? Outcome.State.REFUSED : Outcome.State.DEFERRED;
        decide(new Verdict(state, Optional.of(fault), Optional.of(phase), !reply.isPermanent(), Optional.of(reply)));
    }

    void skip(Fault fault, Phase phase, boolean retryable) {
        decide(new Verdict(
                Outcome.State.NOT_ATTEMPTED, Optional.of(fault), Optional.of(phase), retryable, Optional.empty()));
    }

    /** The dialogue broke off before the content's end: whoever was put to the server may be tried again. */
    void breakOff(StepFailed failure) {
        ServerReply own = fullReply;
        if (progress == Progress.LEFT_OVER && own != null) {
            decide(new Verdict(
                    Outcome.State.DEFERRED, // whatever the code: RFC 5321 section 4.5.3.1.10
                    Optional.of(DeliveryFaults.recipientRefused(own)),
                    Optional.of(Phase.RCPT),
                    true,
                    Optional.of(own)));
            return;
        }
        Outcome.State state = progress == Progress.WAITING ? Outcome.State.NOT_ATTEMPTED : Outcome.State.DEFERRED;
        boolean retryable = state == Outcome.State.DEFERRED || failure.isRetryable();
        decide(new Verdict(
                state, Optional.of(failure.fault()), Optional.of(failure.phase()), retryable, failure.reply()));
    }

    /** The mail may have arrived. */
    void doubt(Fault fault) {
        decide(new Verdict(Outcome.State.UNKNOWN, Optional.of(fault), Optional.of(Phase.END), false, Optional.empty()));
    }

    void doubt(StepFailed failure) {
        doubt(DeliveryFaults.outcomeUnknown(Optional.of(failure.fault())));
    }

    private void decide(Verdict decided) {
        if (isOpen()) verdict = decided;
    }

    /** What the last reply said of it is not to be believed. */
    void doubtEnd(Fault fault) {
        if (progress != Progress.TAKEN) return;
        verdict = null;
        doubt(fault);
    }

    Outcome outcome(String host, Optional<String> tls) {
        Verdict decided = verdict;
        if (decided == null) throw new AssertionError("undecided in " + progress);
        return new Outcome(
                recipient.address(),
                decided.state(),
                receipt(decided),
                decided.fault(),
                decided.phase(),
                decided.retryable(),
                decided.reply(),
                Optional.of(host),
                tls,
                RELAY);
    }

    private Outcome.ReceiptRequest receipt(Verdict decided) {
        if (decided.state() == Outcome.State.NOT_ATTEMPTED) return Outcome.ReceiptRequest.NOT_ASKED;
        if (asked) return Outcome.ReceiptRequest.REQUESTED;
        return unsupported ? Outcome.ReceiptRequest.UNSUPPORTED : Outcome.ReceiptRequest.NOT_ASKED;
    }

    private record Verdict(
            Outcome.State state,
            Optional<Fault> fault,
            Optional<Phase> phase,
            boolean retryable,
            Optional<ServerReply> reply) {}
}
