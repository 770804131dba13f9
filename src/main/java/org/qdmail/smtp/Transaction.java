package org.qdmail.smtp;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.ServerReply;

/**
 * One transaction: RSET where the connection was used or kept before, MAIL, a RCPT for each addressee, then the content.
 * Replies belong to commands by position (RFC 2920 section 3.1).
 */
final class Transaction {
    /** A connection unused for this long may be dead without a sign, so no content may be lost on it. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int TOO_MANY = 452;
    private static final int TOO_MANY_OF_OLD = 552;

    private final SmtpConnection connection;
    private final Envelope envelope;
    private final MailTraits traits;
    private final SmtpSettings settings;
    private final Addressee[] part;
    private final Content content;
    private final boolean used;
    private final boolean fresh;
    private boolean cleared;
    private boolean senderRefused;
    private int taken;
    /** Of a recipient; one for good, if there is any. */
    private Optional<ServerReply> refusal = Optional.empty();

    /** How the content travels. */
    interface Content {
        /** Whether {@link #begin()} would write the content to its end. */
        boolean endsAtOnce();

        /** Puts what may go out behind RCPT before its reply is known. */
        void begin() throws StepFailed;

        /** Does the rest. The envelope's replies are read. */
        void go(Transaction transaction, boolean begun) throws StepFailed;
    }

    Transaction(
            SmtpConnection connection,
            Envelope envelope,
            MailTraits traits,
            SmtpSettings settings,
            Addressee[] part,
            Content content,
            long now) {
        this.connection = connection;
        this.envelope = envelope;
        this.traits = traits;
        this.settings = settings;
        this.part = part;
        this.content = content;
        this.fresh = connection.idleNanos(now) < FRESH.toNanos();
        this.used = connection.isUsed() || !fresh;
        this.cleared = !used;
    }

    /** Speaks until each addressee is decided or left over. */
    void run() throws StepFailed {
        connection.beginTransaction();
        if (isPipelined()) inOneFlight();
        else stepByStep();
        if (connection.hasUnread()) connection.condemn();
    }

    /** Whether the kept connection proved dead before the server had taken anything: the same may go over another. */
    boolean isReplaceable(StepFailed failure) {
        return !cleared && !connection.hasContentEnded() && !failure.isGivenUpByUs();
    }

    /** Puts everything, the content to its end; for connections whose earlier transactions may still be unanswered. */
    void put() throws StepFailed {
        putEnvelope();
        content.begin();
    }

    /** Reads the replies to what {@link #put()} has put. */
    void readReplies() throws StepFailed {
        readEnvelope();
        content.go(this, true);
    }

    /** Decides everybody who was put to the server after the dialogue broke off. */
    void settle(StepFailed failure) {
        settle(failure, connection.hasContentEnded());
    }

    /** @param hasEnded whether the end of the content may have reached the server */
    void settle(StepFailed failure, boolean hasEnded) {
        for (Addressee addressee : part) {
            boolean mayHaveIt = hasEnded && !senderRefused && !addressee.isLeftOver();
            if (mayHaveIt) addressee.doubt(failure);
            else addressee.breakOff(failure);
        }
    }

    private boolean isPipelined() {
        return settings.pipelining() != Pipelining.OFF
                && connection.capabilities().offersPipelining();
    }

    private void inOneFlight() throws StepFailed {
        boolean together = (settings.partial() || part.length == 1) && (fresh || !content.endsAtOnce());
        StepFailed writing = null;
        try {
            putEnvelope();
            if (together) content.begin();
            connection.flush(firstPhase());
        } catch (StepFailed failure) {
            if (!failure.isLoss()) throw failure;
            writing = failure; // replies that came before the loss are still to be read
        }
        try {
            readEnvelope();
            if (together || isContentDue()) content.go(this, together);
        } catch (StepFailed failure) {
            throw writing == null || failure.reply().isPresent() ? failure : writing;
        }
    }

    private Phase firstPhase() {
        return used ? Phase.RSET : Phase.MAIL;
    }

    private void putEnvelope() throws StepFailed {
        if (used) connection.put(SmtpCommand.RSET, Phase.RSET);
        connection.put(mail(), Phase.MAIL);
        for (Addressee addressee : part) {
            addressee.written(offersReceipts());
            connection.put(rcpt(addressee), Phase.RCPT);
        }
    }

    private void readEnvelope() throws StepFailed {
        if (used) judgeReset(connection.anyReply(Phase.RSET, ReplyParser.LINE_OCTETS));
        judgeMail(connection.anyReply(Phase.MAIL, ReplyParser.LINE_OCTETS));
        for (Addressee addressee : part) {
            judgeRcpt(addressee, connection.anyReply(Phase.RCPT, ReplyParser.LINE_OCTETS));
        }
    }

    private void stepByStep() throws StepFailed {
        if (used) {
            connection.put(SmtpCommand.RSET, Phase.RSET);
            connection.flush(Phase.RSET);
            judgeReset(connection.anyReply(Phase.RSET, ReplyParser.LINE_OCTETS));
        }
        judgeMail(connection.call(mail(), Phase.MAIL));
        if (senderRefused) return;
        for (Addressee addressee : part) {
            addressee.written(offersReceipts());
            judgeRcpt(addressee, connection.call(rcpt(addressee), Phase.RCPT));
            boolean full = addressee.isLeftOver();
            if (full || mustStop()) break;
        }
        if (isContentDue()) content.go(this, false);
    }

    private SmtpCommand mail() {
        return SmtpCommand.mail(envelope, traits, connection.capabilities());
    }

    private SmtpCommand rcpt(Addressee addressee) {
        return SmtpCommand.rcpt(addressee.recipient(), traits, connection.capabilities());
    }

    private boolean offersReceipts() {
        return connection.capabilities().offersReceipts();
    }

    private void judgeReset(SmtpReply reply) throws StepFailed {
        if (!reply.isPositive()) throw connection.outOfPlace(reply, Phase.RSET);
        cleared = true;
    }

    private void judgeMail(SmtpReply reply) throws StepFailed {
        if (reply.isPositive()) return;
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.MAIL);
        senderRefused = true;
        if (reply.isGoodbye()) throw SmtpConnection.goodbye(reply, Phase.MAIL);
        Fault fault = isAboutSize(reply)
                ? DeliveryFaults.sizeRefused(traits.sizeOctets(), reply.shown())
                : DeliveryFaults.senderRefused(reply.shown());
        for (Addressee addressee : part) addressee.refuse(fault, Phase.MAIL, reply.shown());
    }

    private boolean isAboutSize(SmtpReply reply) {
        boolean code = reply.code() == TOO_MANY || reply.code() == TOO_MANY_OF_OLD;
        return code && connection.capabilities().offers("SIZE");
    }

    private void judgeRcpt(Addressee addressee, SmtpReply reply) throws StepFailed {
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.RCPT);
        if (reply.isGoodbye()) {
            addressee.refuse(DeliveryFaults.notAvailable(Phase.RCPT, reply.shown()), Phase.RCPT, reply.shown());
            throw SmtpConnection.goodbye(reply, Phase.RCPT);
        }
        if (reply.isPositive()) {
            addressee.taken();
            taken++;
        } else if (taken > 0 && settings.partial() && isFull(reply)) {
            addressee.leftOver(reply.shown());
        } else {
            addressee.refuse(DeliveryFaults.recipientRefused(reply.shown()), Phase.RCPT, reply.shown());
            if (refusal.filter(ServerReply::isPermanent).isEmpty()) refusal = Optional.of(reply.shown());
        }
    }

    /** 452, or 552 where it means the same (RFC 5321 section 4.5.3.1.10). */
    private static boolean isFull(SmtpReply reply) {
        if (reply.code() == TOO_MANY) return true;
        if (reply.code() != TOO_MANY_OF_OLD) return false;
        boolean status = reply.shown().enhancedStatus().filter("5.5.3"::equals).isPresent();
        return status || reply.text().toLowerCase(Locale.ROOT).contains("too many");
    }

    private boolean mustStop() {
        return !settings.partial() && refusal.isPresent();
    }

    /** Whether somebody is there to get the content; all or none, where the settings say so. */
    private boolean isContentDue() {
        if (mustStop()) {
            boolean retryable = !refusal.orElseThrow().isPermanent();
            for (Addressee addressee : part) {
                addressee.skip(DeliveryFaults.otherRecipientRefused(), Phase.RCPT, retryable);
            }
        }
        return hasTaken();
    }

    /** Whether the content is for somebody. */
    boolean hasTaken() {
        for (Addressee addressee : part) {
            if (addressee.isTaken()) return true;
        }
        return false;
    }

    /** Whether the server has accepted a recipient, even if its sender was refused. */
    boolean hasServerTaken() {
        return taken > 0;
    }

    /** DATA, a chunk or a block was refused: for everybody whom it was for. */
    void refuseContent(SmtpReply reply, Phase phase) {
        Fault fault = DeliveryFaults.contentRefused(reply.shown());
        takenOnes().forEach(addressee -> addressee.refuse(fault, phase, reply.shown()));
    }

    /** The complete reply to the content's end: the first digit decides. */
    void judgeEnd(SmtpReply reply) throws StepFailed {
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.END);
        if (reply.isPositive()) {
            for (Addressee addressee : part) {
                if (addressee.isTaken()) addressee.accept();
            }
        } else if (reply.isGoodbye()) {
            Fault fault = DeliveryFaults.notAvailable(Phase.END, reply.shown());
            takenOnes().forEach(addressee -> addressee.refuse(fault, Phase.END, reply.shown()));
            throw StepFailed.said(fault, Phase.END, reply.shown());
        } else {
            refuseContent(reply, Phase.END);
        }
    }

    /** Nothing that was said of the content is to be believed. */
    void doubtEnd() {
        for (Addressee addressee : part) addressee.doubtEnd(DeliveryFaults.repliesBeyondCommands());
    }

    private List<Addressee> takenOnes() {
        return Stream.of(part).filter(Addressee::isTaken).toList();
    }
}
