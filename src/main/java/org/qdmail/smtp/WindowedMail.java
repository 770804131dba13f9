package org.qdmail.smtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.Watchdog;

/**
 * A small mail that goes through the {@link Window}: its caller waits while another thread sends it. Its octets are copied,
 * so that a caller who is interrupted may close the mail at once.
 */
final class WindowedMail {
    private enum State {
        WAITING,
        /** What was put can no longer be taken back. */
        BEGUN,
        /** Its caller has given it up before. */
        GIVEN_UP
    }

    private final Envelope envelope;
    private final MailTraits traits;
    private final Deadline deadline;
    private final byte[] octets;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Addressee[]> end = new CompletableFuture<>();
    private final Addressee[] inTransaction;
    private Addressee[] decided = {};
    private boolean isAbandoned;
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> tls = Optional.empty();
    private @Nullable Transaction transaction;
    private long startsAt;
    /** Behind its last octet; none before all of it was put. */
    private long endsAt = Long.MAX_VALUE;

    WindowedMail(Envelope envelope, FrozenMail mail, MailTraits traits, Deadline deadline, Addressee[] addressees) {
        this.envelope = envelope;
        this.traits = traits;
        this.deadline = deadline;
        this.octets = octets(mail);
        this.inTransaction = addressees;
    }

    private static byte[] octets(FrozenMail mail) {
        ByteBuffer octets = ByteBuffer.allocate((int) mail.sizeOctets());
        mail.<RuntimeException>forEachBlock(octets::put);
        return octets.array();
    }

    /** Waits until it was sent, was left for the usual way, or cannot be waited for any more. */
    void await(Watchdog watchdog) throws StepFailed {
        Guard guard = watchdog.watch(this::giveUp);
        try {
            guard.arm(deadline.capNanos(deadline.length()));
            decided = end.get();
            if (state.get() == State.GIVEN_UP) throw givenUp(guard.cause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (giveUp()) throw givenUp(Guard.Cause.INTERRUPT);
            decided = inDoubt();
            isAbandoned = true;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a mail in the window broke", failure.getCause());
        } finally {
            watchdog.forget(guard);
        }
    }

    /** Whether it had not begun. */
    private boolean giveUp() {
        boolean isFirst = state.compareAndSet(State.WAITING, State.GIVEN_UP);
        if (isFirst) end.complete(inTransaction);
        return isFirst || state.get() == State.GIVEN_UP;
    }

    private StepFailed givenUp(Guard.@Nullable Cause cause) {
        if (cause == Guard.Cause.INTERRUPT || Thread.currentThread().isInterrupted()) {
            return StepFailed.aborted(DeliveryFaults.interrupted(Phase.POOL), Phase.POOL);
        }
        if (cause == Guard.Cause.CLOSE) {
            return StepFailed.aborted(DeliveryFaults.closedWhileSending(Phase.POOL), Phase.POOL);
        }
        return StepFailed.forNow(DeliveryFaults.noTimeLeft(deadline.length()), Phase.POOL);
    }

    /** The thread that sends it still works on the others. */
    private Addressee[] inDoubt() {
        Fault fault = DeliveryFaults.outcomeUnknown(Optional.of(DeliveryFaults.interrupted(Phase.END)));
        Addressee[] own = new Addressee[inTransaction.length];
        for (int at = 0; at < own.length; at++) {
            own[at] = new Addressee(inTransaction[at].recipient());
            own[at].doubt(fault);
        }
        return own;
    }

    /** As they are after {@link #await}; those that are open were not put to the server, or it had no room for them. */
    Addressee[] addressees() {
        return decided;
    }

    /** What another thread may still be adding to is not told. */
    List<String> warnings() {
        return isAbandoned ? List.of() : List.copyOf(warnings);
    }

    Optional<String> tls() {
        return isAbandoned ? Optional.empty() : tls;
    }

    Deadline deadline() {
        return deadline;
    }

    int recipients() {
        return inTransaction.length;
    }

    /** Whether it is left for the usual way, which tells that its time is over or that the server lacks what it needs. */
    boolean isLeftTo(SmtpConnection connection, SmtpSettings settings) {
        return deadline.isOver()
                || connection.recipientsAtMost(recipients()) < recipients()
                || traits.missingIn(connection.capabilities(), settings).isPresent();
    }

    boolean isGivenUp() {
        return state.get() == State.GIVEN_UP;
    }

    /** False when its caller has given it up. */
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.BEGUN);
    }

    /** Puts all of it, without writing. */
    void put(SmtpConnection connection, SmtpSettings settings, long now) throws StepFailed {
        tls = connection.tls();
        Transaction own = new Transaction(
                connection, envelope, traits, settings, inTransaction, new WholeContent(connection, octets), now);
        transaction = own;
        connection.beginFurtherTransaction();
        startsAt = connection.position();
        own.put();
        endsAt = connection.position();
    }

    /** As if it had not begun. True when none of its octets was written. */
    boolean takeBack(SmtpConnection connection) {
        if (transaction != null && connection.hasBegun(startsAt)) return false;
        for (Addressee addressee : inTransaction) addressee.again();
        transaction = null;
        endsAt = Long.MAX_VALUE;
        state.set(State.WAITING);
        return true;
    }

    /** Reads its replies. */
    void read(SmtpConnection connection) throws StepFailed {
        begun().readReplies();
        warnings.addAll(connection.takeWarnings());
    }

    /** Whether the server said more than it was asked: then nothing that it said of this mail is to be believed. */
    void noticeSurplus(SmtpConnection connection, Runnable distrust) {
        ChunkWay.noticeSurplus(connection, begun(), distrust);
        warnings.addAll(connection.takeWarnings());
    }

    private Transaction begun() {
        Transaction own = transaction;
        if (own == null) throw new IllegalStateException("nothing was put");
        return own;
    }

    /** There is no connection for it. */
    void settle(StepFailed failure) {
        for (Addressee addressee : inTransaction) addressee.breakOff(failure);
    }

    /** The dialogue broke off before its last reply. */
    void settle(StepFailed failure, SmtpConnection connection) {
        begun().settle(failure, connection.mayHaveGone(endsAt));
    }

    /** Something is wrong with us: its caller throws it, unless the mail may have arrived. */
    void fail(Throwable broken, SmtpConnection connection) {
        if (connection.mayHaveGone(endsAt)) {
            Fault fault = DeliveryFaults.outcomeUnknown(Optional.empty());
            for (Addressee addressee : inTransaction) if (!addressee.isLeftOver()) addressee.doubt(fault);
            done();
        } else {
            fail(broken);
        }
    }

    /** Something is wrong with us before it began: its caller throws it. */
    void fail(Throwable broken) {
        end.completeExceptionally(broken);
    }

    void warn(List<String> more) {
        warnings.addAll(more);
    }

    /** Lets its caller go on, once. Nothing of it is touched behind that. */
    void done() {
        if (end.isDone()) return;
        for (Addressee addressee : inTransaction) {
            if (!addressee.isLeftOver()) addressee.again(); // the server's reply to it still counts
        }
        end.complete(inTransaction);
    }

    /** Everything at once, as the last chunk. */
    private record WholeContent(SmtpConnection connection, byte[] octets) implements Transaction.Content {
        @Override
        public boolean endsAtOnce() {
            return true;
        }

        @Override
        public void begin() throws StepFailed {
            connection.put(SmtpCommand.bdat(octets.length, true), Phase.BLOCK);
            connection.putContent(octets, 0, octets.length);
        }

        @Override
        public void go(Transaction transaction, boolean begun) throws StepFailed {
            SmtpReply reply = connection.anyReply(Phase.END, ReplyParser.LINE_OCTETS);
            if (transaction.hasTaken()) transaction.judgeEnd(reply);
            else ChunkWay.judgeDiscarded(connection, reply, false);
        }
    }
}
