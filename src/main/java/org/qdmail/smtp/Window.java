package org.qdmail.smtp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.ServerReply;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.WireTime;

/**
 * Sends small mails of several callers one behind the other over one connection, up to sixteen before the first reply is
 * read (RFC 2920, RFC 3030). Each but the first of a connection begins with RSET. When the connection breaks, what was
 * answered stands, what was written to its end is in doubt, and what was not begun goes over another connection.
 */
final class Window {
    private static final int MOST_MAILS = 16;
    /** Of all mails on their way: their replies have to fit into what the network keeps while nobody reads them. */
    private static final int MOST_RECIPIENTS = 100;

    private static final int MOST_OCTETS = 64 * 1024;
    /** Shorter waits cost more than they give: the relay is near. */
    private static final long LEAST_LINGERING = 250_000;
    /** A relay that takes longer is slow, not far. */
    private static final long MOST_LINGERING = 1_000_000_000;

    private final ConnectionPool pool;
    private final SmtpSettings settings;
    private final WireTime time;
    private final AtomicBoolean chunksTrusted;
    private final Watchdog watchdog;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<WindowedMail> waiting = new ArrayDeque<>();
    private int senders;
    /** Those of them that are about to take mails. */
    private int taking;

    private final AtomicInteger callers = new AtomicInteger();
    /** At once, since a sender waited for others the last time. */
    private int mostCallers;
    /** Mails that were taken and have not ended. */
    private int onTheirWay;

    private final Condition enough = lock.newCondition();
    /** How many have to wait for a sender that lingers to go on. */
    private int wanted = Integer.MAX_VALUE;

    private volatile long exchangeNanos;

    Window(
            ConnectionPool pool,
            SmtpSettings settings,
            WireTime time,
            AtomicBoolean chunksTrusted,
            Watchdog watchdog,
            Executor threads) {
        this.pool = pool;
        this.settings = settings;
        this.time = time;
        this.chunksTrusted = chunksTrusted;
        this.watchdog = watchdog;
        this.threads = threads;
    }

    /** Whether the mail may go through it at all: small, and nobody has to wait for what becomes of others. */
    boolean takes(Envelope envelope, FrozenMail mail) {
        int recipients = envelope.recipients().size();
        return settings.pipelining() == Pipelining.WINDOW
                && chunksTrusted.get()
                && mail.sizeOctets() <= MOST_OCTETS
                && recipients <= Math.min(settings.recipientsPerTransaction(), MOST_MAILS)
                && (settings.partial() || recipients == 1);
    }

    /** Waits until the mail was sent, or left for the usual way. */
    void send(WindowedMail mail) throws StepFailed {
        lock.lock();
        try {
            mostCallers = Math.max(mostCallers, callers.incrementAndGet());
            waiting.add(mail);
            if (waiting.size() >= wanted) enough.signalAll();
            if (senders < settings.pool().connections() && isSenderWanted()) startSender(mail);
        } catch (RejectedExecutionException closed) {
            waiting.remove(mail);
            callers.decrementAndGet();
            throw StepFailed.aborted(DeliveryFaults.closedWhileSending(Phase.POOL), Phase.POOL);
        } finally {
            lock.unlock();
        }
        try {
            mail.await(watchdog);
        } finally {
            callers.decrementAndGet();
        }
    }

    private void startSender(WindowedMail mail) {
        try {
            threads.execute(this::sendAll);
            senders++;
            taking++;
        } catch (OutOfMemoryError noThread) {
            waiting.remove(mail);
            mail.done(); // the usual way needs none
        }
    }

    /** Whether more wait than those will take who are about to. */
    private boolean isSenderWanted() {
        return waiting.size() > taking * MOST_MAILS;
    }

    private void sendAll() {
        do {
            WindowedMail first = first();
            if (first != null) sendWith(first);
        } while (goesOn());
    }

    private boolean goesOn() {
        lock.lock();
        try {
            boolean goesOn = isSenderWanted();
            if (goesOn) taking++;
            else senders--;
            return goesOn;
        } finally {
            lock.unlock();
        }
    }

    /** Who waits longest; with nobody the calling thread takes none. */
    private @Nullable WindowedMail first() {
        lock.lock();
        try {
            while (!waiting.isEmpty() && waiting.element().isGivenUp()) waiting.remove();
            if (waiting.isEmpty()) taking--;
            return waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Those whose turn it is. */
    private List<WindowedMail> next() {
        lock.lock();
        try {
            List<WindowedMail> next = new ArrayList<>(Math.min(MOST_MAILS, waiting.size()));
            taking--;
            int recipients = 0;
            while (next.size() < MOST_MAILS && !waiting.isEmpty()) {
                recipients += waiting.element().recipients();
                if (recipients > MOST_RECIPIENTS) break;
                next.add(waiting.remove());
            }
            onTheirWay += next.size();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for callers who come back with their next mail: without them one flight after the other would be half empty.
     * For a sixteenth of a round trip at most, as long as one mail of a full flight takes, and never over a second.
     */
    private void linger() {
        long left = Math.min(MOST_LINGERING, exchangeNanos / MOST_MAILS);
        if (left < LEAST_LINGERING) return;
        lock.lock();
        try {
            int most = Math.min(MOST_MAILS, mostCallers - onTheirWay);
            wanted = most;
            mostCallers = callers.get();
            while (waiting.size() < most && left > 0) left = enough.awaitNanos(left);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            wanted = Integer.MAX_VALUE;
            lock.unlock();
        }
    }

    private void countEnded(int mails) {
        lock.lock();
        try {
            onTheirWay -= mails;
        } finally {
            lock.unlock();
        }
    }

    private void goBack(List<WindowedMail> mails) {
        lock.lock();
        try {
            for (int at = mails.size() - 1; at >= 0; at--) waiting.addFirst(mails.get(at));
        } finally {
            lock.unlock();
        }
    }

    /** More may come while a connection is taken, so mails are taken after it. */
    private void sendWith(WindowedMail first) {
        SmtpConnection connection;
        try {
            connection = pool.take(first.deadline());
        } catch (StepFailed failure) {
            settle(first, failure);
            return;
        } catch (RuntimeException | Error broken) {
            takeAlone(first);
            if (first.begin()) first.fail(broken);
            return;
        }
        sendOver(connection);
    }

    private void sendOver(SmtpConnection connection) {
        Flight flight = new Flight(connection);
        List<WindowedMail> mails = List.of();
        boolean taken = false;
        boolean orderly = false;
        try {
            linger();
            mails = next();
            taken = true;
            flight.send(mails);
            orderly = true;
        } catch (RuntimeException | Error broken) {
            flight.breakOff(broken);
        } finally {
            if (!orderly) connection.condemn();
            if (!taken) takeNone();
            countEnded(mails.size());
            try {
                pool.giveBack(connection);
            } finally {
                flight.end(); // behind the connection, so that the next mail of a caller finds it
            }
        }
    }

    /** There is no connection: for the first one, and for the others unless the reason is its own. */
    private void settle(WindowedMail first, StepFailed failure) {
        boolean waited = failure.phase() == Phase.POOL && !failure.isGivenUpByUs();
        List<WindowedMail> ending = new ArrayList<>();
        if (waited || first.deadline().isOver()) {
            takeAlone(first);
        } else {
            List<WindowedMail> others = next();
            countEnded(others.size());
            others.stream().filter(mail -> mail != first && mail.begin()).forEach(ending::add);
        }
        if (first.begin()) ending.add(first);
        ending.forEach(mail -> mail.settle(failure));
        ending.forEach(WindowedMail::done);
    }

    private void takeAlone(WindowedMail first) {
        lock.lock();
        try {
            taking--;
            waiting.remove(first);
        } finally {
            lock.unlock();
        }
    }

    private void takeNone() {
        lock.lock();
        try {
            taking--;
        } finally {
            lock.unlock();
        }
    }

    /** No server refuses RSET for good: it reads content as commands, and this is the reply to a line of it. */
    private static boolean isAnswerToContent(StepFailed failure) {
        return failure.phase() == Phase.RSET
                && failure.reply().filter(ServerReply::isPermanent).isPresent();
    }

    private void distrust() {
        chunksTrusted.set(false);
    }

    /** Mails that go out together over one connection. */
    private final class Flight {
        private final SmtpConnection connection;
        /** Those that were put, in this order. */
        private final List<WindowedMail> put = new ArrayList<>(MOST_MAILS);

        private int answered;
        private List<WindowedMail> left = List.of();

        Flight(SmtpConnection connection) {
            this.connection = connection;
        }

        /** Those for whom nothing was tried wait again. */
        void send(List<WindowedMail> mails) {
            if (mails.isEmpty()) return;
            if (!isFit()) {
                left = mails.stream().filter(WindowedMail::begin).toList();
                return;
            }
            connection.bound(latestDeadline(mails));
            if (isAlive()) {
                connection.beginWindow();
                exchange(mails);
            } else {
                connection.condemn();
                goBack(mails);
            }
        }

        /** To a server that lacks what is needed here, or that reads content as commands, mails go the usual way. */
        private boolean isFit() {
            return chunksTrusted.get()
                    && connection.capabilities().offersPipelining()
                    && connection.capabilities().offersChunking();
        }

        /** Nothing may be lost on a connection that has died meanwhile: it is asked for a sign first. */
        private boolean isAlive() {
            if (connection.idleNanos(time.nanoTime()) < Transaction.FRESH.toNanos()) return true;
            try {
                return connection.call(SmtpCommand.RSET, Phase.RSET).isPositive();
            } catch (StepFailed dead) {
                return false;
            }
        }

        private void exchange(List<WindowedMail> mails) {
            StepFailed writing = null;
            long start = time.nanoTime();
            try {
                putAll(mails);
                connection.flush(Phase.BLOCK);
            } catch (StepFailed failure) {
                writing = failure; // replies that came before the loss are still to be read
            }
            try {
                for (; answered < put.size(); answered++) {
                    if (answered > 0) put.get(answered - 1).done();
                    put.get(answered).read(connection);
                }
                if (answered > 0) put.get(answered - 1).noticeSurplus(connection, Window.this::distrust);
                exchangeNanos = time.nanoTime() - start;
            } catch (StepFailed failure) {
                connection.condemn();
                if (isAnswerToContent(failure)) distrust();
                settleUnanswered(writing == null ? failure : writing);
            }
        }

        private void putAll(List<WindowedMail> mails) throws StepFailed {
            int next = 0;
            try {
                while (next < mails.size() && takesMore()) {
                    WindowedMail mail = mails.get(next++);
                    if (!mail.begin()) continue;
                    if (mail.isLeftTo(connection, settings)) {
                        mail.done(); // at once: what becomes of the others is nothing to it
                        continue;
                    }
                    put.add(mail);
                    mail.put(connection, settings, time.nanoTime());
                }
            } finally {
                goBack(mails.subList(next, mails.size())); // over another connection, as if nothing had been tried
            }
        }

        /** One at least, however short a connection may live. */
        private boolean takesMore() {
            return pool.maySendMore(connection) || !connection.isUsed() && !connection.isRetired();
        }

        private void settleUnanswered(StepFailed failure) {
            List<WindowedMail> unanswered = put.subList(answered, put.size());
            List<WindowedMail> again = new ArrayList<>();
            for (WindowedMail mail : unanswered) {
                if (mail.takeBack(connection)) again.add(mail);
                else mail.settle(failure, connection);
            }
            put.removeAll(again);
            goBack(again);
        }

        /** Something is wrong with us. */
        void breakOff(Throwable broken) {
            Guard.tell(broken); // not all callers may throw it
            for (WindowedMail mail : put.subList(answered, put.size())) mail.fail(broken, connection);
        }

        /** Lets the callers go on who still wait. */
        void end() {
            left.forEach(WindowedMail::done);
            put.forEach(WindowedMail::done);
        }
    }

    /** Each mail has its own; what is written for all of them ends with the last. */
    private static Deadline latestDeadline(List<WindowedMail> mails) {
        Deadline latest = mails.get(0).deadline();
        for (WindowedMail mail : mails) latest = latest.later(mail.deadline());
        return latest;
    }
}
