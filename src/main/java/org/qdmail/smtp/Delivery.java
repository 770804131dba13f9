package org.qdmail.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/** Hands one mail over: as many transactions as its recipients need, over one connection where that goes. */
final class Delivery {
    private static final int LONG_ENVELOPE_ID = 38; // RFC 3461 section 5.4: what mail systems are sure to keep
    private static final long LARGE_RETURN = 1024L * 1024;

    private final ConnectionPool pool;
    private final SmtpSettings settings;
    private final WireTime time;
    private final AtomicBoolean chunksTrusted;
    private final Window window;
    private final Envelope envelope;
    private final FrozenMail mail;
    private final MailTraits traits;
    private final Deadline deadline;
    private Addressee[] all;
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> tls = Optional.empty();
    private @Nullable SmtpConnection connection;
    private boolean replaced;

    Delivery(
            ConnectionPool pool,
            SmtpSettings settings,
            WireTime time,
            AtomicBoolean chunksTrusted,
            Window window,
            Envelope envelope,
            FrozenMail mail,
            Deadline deadline) {
        this.pool = pool;
        this.settings = settings;
        this.time = time;
        this.chunksTrusted = chunksTrusted;
        this.window = window;
        this.envelope = envelope;
        this.mail = mail;
        this.traits = MailTraits.of(envelope, mail);
        this.deadline = deadline;
        this.all = new Addressee[envelope.recipients().size()];
        for (int at = 0; at < all.length; at++) {
            all[at] = new Addressee(envelope.recipients().get(at));
        }
    }

    SmtpReport run() {
        try {
            if (window.takes(envelope, mail)) sendThroughWindow();
            while (hasOpen()) sendOverOneConnection();
        } catch (StepFailed failure) {
            for (Addressee addressee : open()) addressee.breakOff(failure);
        }
        List<Outcome> outcomes = new ArrayList<>(all.length);
        for (Addressee addressee : all) outcomes.add(addressee.outcome(settings.host(), tls));
        warnOfReceipts(outcomes);
        return new SmtpReport(outcomes, warnings);
    }

    /** Whoever is still open behind it goes on as usual. */
    private void sendThroughWindow() throws StepFailed {
        WindowedMail inWindow = inWindow();
        window.send(inWindow);
        all = inWindow.addressees();
        tls = inWindow.tls();
        warnings.addAll(inWindow.warnings());
    }

    private WindowedMail inWindow() throws StepFailed {
        try {
            return new WindowedMail(envelope, mail, traits, deadline, all);
        } catch (QueueUnavailable cut) {
            throw StepFailed.forNow(DoorFaults.spoolNotReadable(), Phase.BLOCK, cut);
        }
    }

    private boolean hasOpen() {
        for (Addressee addressee : all) {
            if (addressee.isOpen()) return true;
        }
        return false;
    }

    private Addressee[] open() {
        return open(all.length);
    }

    private Addressee[] open(int most) {
        Addressee[] open = new Addressee[Math.min(all.length, most)];
        int count = 0;
        for (Addressee addressee : all) {
            if (addressee.isOpen() && count < open.length) open[count++] = addressee;
        }
        return count == open.length ? open : Arrays.copyOf(open, count);
    }

    private void sendOverOneConnection() throws StepFailed {
        if (Thread.currentThread().isInterrupted()) {
            throw StepFailed.aborted(DeliveryFaults.interrupted(Phase.POOL), Phase.POOL);
        }
        if (deadline.isOver()) throw StepFailed.forNow(DeliveryFaults.noTimeLeft(deadline.length()), Phase.POOL);
        connection = pool.take(deadline);
        boolean orderly = false;
        try {
            sendAll();
            orderly = true;
        } catch (StepFailed failure) {
            orderly = true;
            throw failure;
        } finally {
            release(orderly);
        }
    }

    /** Gives the connection back on every path; one that an error has left in the middle is not used again. */
    private void release(boolean orderly) {
        SmtpConnection used = connection;
        connection = null;
        if (used == null) return;
        if (!orderly) used.condemn();
        warnings.addAll(used.takeWarnings());
        pool.giveBack(used);
    }

    private void sendAll() throws StepFailed {
        do {
            SmtpConnection current = current();
            tls = current.tls();
            if (isTurnedDown(current)) return;
            send(current);
        } while (hasOpen() && pool.maySendMore(current()));
    }

    private SmtpConnection current() {
        SmtpConnection current = connection;
        if (current == null) throw new AssertionError("no connection is taken");
        return current;
    }

    /** Whether the server lacks what the mail needs: then no MAIL is sent. */
    private boolean isTurnedDown(SmtpConnection current) {
        Optional<Fault> missing = traits.missingIn(current.capabilities(), settings);
        missing.ifPresent(fault -> {
            for (Addressee addressee : open()) addressee.skip(fault, Phase.EHLO, false);
            current.retire();
        });
        return missing.isPresent();
    }

    private void send(SmtpConnection current) throws StepFailed {
        Addressee[] part = open(current.recipientsAtMost(settings.recipientsPerTransaction()));
        for (Addressee addressee : part) addressee.again();
        Transaction transaction =
                new Transaction(current, envelope, traits, settings, part, contentWay(current), time.nanoTime());
        try {
            transaction.run();
            current.markUsed(time.nanoTime());
        } catch (StepFailed failure) {
            if (!replaced && transaction.isReplaceable(failure)) {
                replace(current);
                return;
            }
            transaction.settle(failure);
            current.condemn();
            throw failure;
        }
        if (!settings.partial()) stopAtRefusal(part);
    }

    /** All or none: nobody is tried behind a refusal. Who was accepted in an earlier transaction has the mail. */
    private void stopAtRefusal(Addressee[] part) {
        if (Stream.of(part).noneMatch(Addressee::isRefused)) return;
        boolean retryable = Stream.of(part).noneMatch(Addressee::isRefusedForGood);
        for (Addressee addressee : open()) {
            addressee.skip(DeliveryFaults.otherRecipientRefused(), Phase.RCPT, retryable);
        }
        long accepted = Stream.of(all).filter(Addressee::isAccepted).count();
        if (accepted == 0) return;
        warnings.add(accepted + " of " + all.length + " recipients have the mail although another one was refused:"
                + " qdmail.smtp.partial=false holds for those who go in one transaction");
    }

    private void replace(SmtpConnection dead) throws StepFailed {
        replaced = true;
        dead.condemn();
        connection = null;
        for (Addressee addressee : open()) addressee.again();
        connection = pool.replace(dead, deadline);
    }

    private Transaction.Content contentWay(SmtpConnection current) {
        boolean chunks =
                settings.pipelining().trustsRelay() && current.capabilities().offersChunking() && chunksTrusted.get();
        return chunks ? new ChunkWay(current, mail, () -> chunksTrusted.set(false)) : new DataWay(current, mail);
    }

    private void warnOfReceipts(List<Outcome> outcomes) {
        if (!traits.asksReceipt()) return;
        boolean unsupported =
                outcomes.stream().anyMatch(outcome -> outcome.receipt() == Outcome.ReceiptRequest.UNSUPPORTED);
        boolean requested =
                outcomes.stream().anyMatch(outcome -> outcome.receipt() == Outcome.ReceiptRequest.REQUESTED);
        if (unsupported && settings.receiptUnsupported() == UnsupportedReceipt.WARN) {
            warnings.add(settings.host() + " does not offer DSN: relayed, but no delivery receipt will come");
        }
        if (requested && isLongId()) {
            warnings.add("the envelope id is longer than " + LONG_ENVELOPE_ID + " characters; some servers cut it");
        }
        if (requested && isLargeReturn()) {
            warnings.add("a failure report will bring back the whole mail of " + mail.sizeOctets() + " octets");
        }
    }

    private boolean isLongId() {
        return envelope.envelopeId()
                .map(EnvelopeId::toXtext)
                .filter(id -> id.length() > LONG_ENVELOPE_ID)
                .isPresent();
    }

    private boolean isLargeReturn() {
        return envelope.returnContent().filter(ReturnContent.FULL::equals).isPresent()
                && mail.sizeOctets() > LARGE_RETURN;
    }
}
