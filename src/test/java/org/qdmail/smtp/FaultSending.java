package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.Secret;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.smtp.peer.StoredMail;
import org.qdmail.wire.ServerTrust;

/** Sends the mails of one cell, and does besides what its row is about: moves the time, interrupts, closes. */
public final class FaultSending {
    private static final FrozenMail SMALL = Mails.mail();
    private static final FrozenMail TWO_CHUNKS_AND_A_HALF = Mails.ofSize(2_600_000);
    private static final FrozenMail BEYOND_ALL_BUFFERS = Mails.ofSize(8_000_000);
    private static final int SMALL_BUFFER = 64 * 1024;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Beyond the limit of a step, within that of RSET, whose reply may still be unread when the time moves. */
    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(4);

    private static final int TURNS = 5;
    private static final int PATIENCE_SECONDS = 10;

    private final FaultCell cell;
    private final FaultRow row;
    private final ManualTime time = new ManualTime();
    private final FrozenMail mail;
    private final Duration pause;
    private long contentOctets;

    /**
     * The way of the mails.
     *
     * @param isElsewhere whether somebody else than the peer with the fault is asked by now
     */
    public record Sender(
            BiFunction<Envelope, FrozenMail, SmtpReport> deliver, Runnable close, BooleanSupplier isElsewhere) {
        private SmtpReport send(FrozenMail mail, String... addresses) {
            return deliver.apply(Mails.to(addresses), mail);
        }

        private boolean closed() {
            close.run();
            return true;
        }
    }

    /** @param pause how long a server rests that could not be used */
    public FaultSending(FaultCell cell, Duration pause) {
        this.cell = cell;
        this.row = cell.row();
        this.pause = pause;
        this.mail = !row.has("large") ? SMALL : row.at().equals("BLOCK") ? BEYOND_ALL_BUFFERS : TWO_CHUNKS_AND_A_HALF;
    }

    public ManualTime time() {
        return time;
    }

    FrozenMail mail() {
        return mail;
    }

    /** How many octets of content the peer got of the mail in question. */
    long contentOctets() {
        return contentOctets;
    }

    public String script() {
        return FaultScript.of(cell);
    }

    /** Of the peer, so that a client's write blocks early where it has to; 0 as usual. */
    public int receiveBuffer() {
        return row.has("large") ? SMALL_BUFFER : 0;
    }

    /** To the peer with the fault. */
    public SmtpSettings toPeer(SmtpSettings settings) {
        SmtpSettings changed = limited(settings).withTls(cell.tls()).withClientName("shop.example");
        if (cell.tls() != TlsMode.NONE)
            changed = changed.withTrust(ServerTrust.judging(List.of(PeerCertificates.ca())));
        if (row.has("login")) changed = changed.withLogin(Login.withPassword("tim", Secret.of("S3CR3T-login")));
        return changed;
    }

    /** To any server. */
    public SmtpSettings limited(SmtpSettings settings) {
        SmtpTimeouts timeouts =
                row.isGivenUp() ? SmtpTimeouts.DEFAULT : new SmtpTimeouts(LIMIT, LIMIT, LIMIT, Duration.ofHours(1));
        return settings.withPipelining(cell.pipelining()).withTimeouts(timeouts);
    }

    /** The mail in question, one before it where a connection is to be kept, and one behind it. */
    public SmtpReport play(Sender sender, ScriptedPeer peer) throws Exception {
        if (cell.kept()) requireTaken(sender, FaultScript.WARM_UP);
        long before = peer.contentOctets();
        SmtpReport report = deliver(sender, peer);
        contentOctets = peer.contentOctets() - before;
        switch (row.end()) {
            case REPLACED -> time.advance(SECOND);
            case CLOSED, QUIT -> time.advance(pause);
            case KEPT -> {}
        }
        if (!row.has("close")) requireTaken(sender, FaultScript.FOLLOW_UP);
        return report;
    }

    private void requireTaken(Sender sender, String address) {
        if (row.at().equals("NEXT")) time.advance(SECOND);
        assertThat(Play.states(sender.send(SMALL, address))).as(address).containsExactly("A");
    }

    private SmtpReport deliver(Sender sender, ScriptedPeer peer) throws Exception {
        if (!row.waits() || row.at().equals("NEXT")) return sender.send(mail, cell.addresses());
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<SmtpReport> result = Play.start(() -> {
            thread.complete(Thread.currentThread());
            return sender.send(mail, cell.addresses());
        });
        peer.awaitStalled();
        if (row.has("interrupt")) thread.get().interrupt();
        Future<Boolean> closed =
                row.has("close") ? Play.start(sender::closed) : CompletableFuture.completedFuture(true);
        SmtpReport report = await(result, sender);
        peer.release();
        time.advanceUntilDone(closed, SECOND);
        return report;
    }

    private SmtpReport await(Future<SmtpReport> result, Sender sender) throws Exception {
        if (row.isGivenUp()) return time.advanceUntilDone(result, SECOND);
        if (row.at().equals("BLOCK")) {
            time.advanceUntil(() -> result.isDone() || sender.isElsewhere().getAsBoolean(), SECOND);
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        for (int turn = 0; turn < TURNS; turn++) {
            time.advance(BEYOND_THE_LIMIT);
            try {
                return result.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                continue; // it had not yet begun to wait
            }
        }
        throw new AssertionError("no result beyond each limit");
    }

    /** Whom the mail in question reached by this server, each as often as it did; fails unless it was whole. */
    public List<String> reached(ScriptedPeer peer) throws Exception {
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(mail.newInputStream().readAllBytes()));
        List<String> reached = new ArrayList<>();
        for (StoredMail stored : peer.stored()) {
            List<String> recipients = addresses(stored.recipients());
            if (!recipients.isEmpty()) assertThat(stored.sha256()).isEqualTo(digest);
            reached.addAll(recipients);
        }
        return reached;
    }

    /** Who of the mail in question was put to this server, each as often as it was. */
    public static List<String> put(ScriptedPeer peer) {
        return addresses(
                peer.commands().stream().filter(line -> line.startsWith("RCPT")).toList());
    }

    private static List<String> addresses(List<String> rcptCommands) {
        return rcptCommands.stream()
                .map(line -> line.substring("RCPT TO:<".length(), line.indexOf('>')))
                .filter(address -> !address.equals(FaultScript.WARM_UP) && !address.equals(FaultScript.FOLLOW_UP))
                .toList();
    }
}
