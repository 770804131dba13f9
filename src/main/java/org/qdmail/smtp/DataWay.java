package org.qdmail.smtp;

import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;

/** DATA (RFC 5321 section 4.1.1.4): asked for first, so nothing goes out that the server does not expect. */
final class DataWay implements Transaction.Content {
    private static final byte[] LONE_DOT = {'.', '\r', '\n'};

    private final SmtpConnection connection;
    private final FrozenMail mail;

    DataWay(SmtpConnection connection, FrozenMail mail) {
        this.connection = connection;
        this.mail = mail;
    }

    @Override
    public boolean endsAtOnce() {
        return false;
    }

    @Override
    public void begin() throws StepFailed {
        connection.put(SmtpCommand.DATA, Phase.DATA);
    }

    @Override
    public void go(Transaction transaction, boolean begun) throws StepFailed {
        if (!begun) {
            begin();
            connection.flush(Phase.DATA);
        }
        SmtpReply reply = connection.reply(Phase.DATA);
        if (reply.isPositive()) throw connection.outOfPlace(reply, Phase.DATA);
        if (!reply.isIntermediate()) {
            transaction.refuseContent(reply, Phase.DATA);
            return;
        }
        requireNothingBehind();
        if (transaction.hasTaken()) send(transaction);
        else if (transaction.hasServerTaken()) connection.condemn(); // a dot would give somebody an empty mail
        else endEmpty();
    }

    private void requireNothingBehind() throws StepFailed {
        if (!connection.hasUnread()) return;
        connection.condemn();
        throw StepFailed.forNow(DeliveryFaults.protocol(Phase.DATA, "more replies than commands"), Phase.DATA);
    }

    private void send(Transaction transaction) throws StepFailed {
        try {
            new DotStuffing(connection, () -> lookForReply(transaction)).put(mail);
            connection.flush(Phase.BLOCK);
        } catch (ContentCutShort judged) {
            return;
        } catch (StepFailed failure) {
            if (!failure.isLoss()) throw failure;
            readLast(transaction, failure);
            return;
        } catch (QueueUnavailable cut) {
            connection.condemn();
            throw StepFailed.forNow(DoorFaults.spoolNotReadable(), Phase.BLOCK, cut);
        }
        connection.endContent();
        transaction.judgeEnd(connection.anyReply(Phase.END, ReplyParser.LINE_OCTETS));
    }

    /** A reply in the midst of the content refuses it. */
    private void lookForReply(Transaction transaction) throws StepFailed {
        if (!connection.hasSurplus()) return;
        judgeEarly(transaction, connection.reply(Phase.BLOCK));
        throw new ContentCutShort();
    }

    /** The write failed: the server may have said why before it went. */
    private void readLast(Transaction transaction, StepFailed loss) throws StepFailed {
        SmtpReply reply;
        try {
            reply = connection.reply(Phase.BLOCK);
        } catch (StepFailed said) {
            throw said.reply().isPresent() ? said : loss;
        }
        judgeEarly(transaction, reply);
    }

    private void judgeEarly(Transaction transaction, SmtpReply reply) throws StepFailed {
        if (reply.isPositive() || reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.BLOCK);
        connection.condemn(); // the content must not be completed by anything that follows
        transaction.refuseContent(reply, Phase.BLOCK);
    }

    /** RFC 2920 section 3.1: nobody was accepted, yet the server waits for content. */
    private void endEmpty() throws StepFailed {
        connection.putContent(LONE_DOT, 0, LONE_DOT.length);
        connection.flush(Phase.DATA);
        connection.anyReply(Phase.DATA, ReplyParser.LINE_OCTETS);
    }

    /** Everything is decided; the rest of the content stays here. */
    private static final class ContentCutShort extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ContentCutShort() {
            super("a reply came before the content's end", null, false, false);
        }
    }
}
