package org.qdmail.smtp;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;

/**
 * BDAT (RFC 3030): the octets as they are, in chunks of one mebibyte, each answered before the next goes out. Once the
 * chunk marked LAST is written the mail may have arrived.
 */
final class ChunkWay implements Transaction.Content {
    static final int CHUNK_OCTETS = 1024 * 1024;

    private final SmtpConnection connection;
    private final Runnable distrust;
    private final InputStream octets;
    private long left;
    private @Nullable StepFailed loss;

    /** @param distrust told when the server reads content as commands, so that no further chunk may go to it */
    ChunkWay(SmtpConnection connection, FrozenMail mail, Runnable distrust) {
        this.connection = connection;
        this.distrust = distrust;
        this.octets = mail.newInputStream();
        this.left = mail.sizeOctets();
    }

    @Override
    public boolean endsAtOnce() {
        return left <= CHUNK_OCTETS;
    }

    @Override
    public void begin() throws StepFailed {
        int count = (int) Math.min(left, CHUNK_OCTETS);
        boolean last = count == left;
        try {
            connection.put(SmtpCommand.bdat(count, last), Phase.BLOCK);
            connection.putContent(octets, count);
            connection.flush(Phase.BLOCK);
        } catch (QueueUnavailable cut) {
            connection.condemn();
            throw StepFailed.forNow(DoorFaults.spoolNotReadable(), Phase.BLOCK, cut);
        } catch (StepFailed failure) {
            if (failure.isLoss()) loss = failure; // a caller may go on to read replies
            throw failure;
        }
        left -= count;
        if (last) connection.endContent();
    }

    @Override
    public void go(Transaction transaction, boolean begun) throws StepFailed {
        boolean goesOn = (begun || next(transaction)) && judge(transaction);
        while (goesOn) {
            goesOn = next(transaction) && judge(transaction);
        }
        noticeSurplus(connection, transaction, distrust);
    }

    /** Writes the next chunk; false when the server refused it while it was written. */
    private boolean next(Transaction transaction) throws StepFailed {
        try {
            begin();
            return true;
        } catch (StepFailed failure) {
            if (!failure.isLoss()) throw failure;
            readLast(transaction, failure);
            return false;
        }
    }

    /** The server may have said why before it went; a yes is not to what it has not got. */
    private void readLast(Transaction transaction, StepFailed failure) throws StepFailed {
        SmtpReply reply;
        try {
            reply = connection.reply(Phase.BLOCK);
        } catch (StepFailed said) {
            throw said.reply().isPresent() ? said : failure;
        }
        if (reply.isPositive() || reply.isIntermediate()) throw failure;
        transaction.refuseContent(reply, Phase.BLOCK);
    }

    /** Reads the reply to the latest chunk; true when another chunk is to follow. */
    private boolean judge(Transaction transaction) throws StepFailed {
        boolean last = left == 0;
        if (!transaction.hasTaken()) {
            judgeDiscarded(connection, connection.anyReply(Phase.BLOCK, ReplyParser.LINE_OCTETS), left > 0);
            return false;
        }
        StepFailed cutShort = loss;
        if (cutShort != null) {
            readLast(transaction, cutShort);
            return false;
        }
        if (last) {
            transaction.judgeEnd(connection.anyReply(Phase.END, ReplyParser.LINE_OCTETS));
            return false;
        }
        SmtpReply reply = connection.reply(Phase.BLOCK);
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.BLOCK);
        if (reply.isPositive()) return true;
        transaction.refuseContent(reply, Phase.BLOCK);
        return false;
    }

    /** The chunk was for nobody: the server has to discard it and to refuse it (RFC 3030 section 2). */
    static void judgeDiscarded(SmtpConnection connection, SmtpReply reply, boolean hasMore) {
        if (reply.isTransient() || reply.isPermanent()) return;
        if (reply.isPositive() && hasMore) return; // the next RSET clears what it may have kept
        connection.condemn();
        if (reply.isPositive())
            connection.warn("the server accepted content after it had refused every recipient of it");
    }

    static void noticeSurplus(SmtpConnection connection, Transaction transaction, Runnable distrust) {
        if (!connection.hasSurplus() || isFarewell(connection)) return;
        connection.condemn();
        transaction.doubtEnd();
        String warning = "the server reads the content of BDAT as commands; no BDAT goes to it any more";
        connection.warn(warning);
        distrust.run();
    }

    /** Whether the server goes away: it may say so at any time (RFC 5321 section 3.8), and what it said before stands. */
    private static boolean isFarewell(SmtpConnection connection) {
        try {
            return connection.anyReply(Phase.RSET, ReplyParser.LINE_OCTETS).isGoodbye();
        } catch (StepFailed noReply) {
            return false;
        }
    }
}
