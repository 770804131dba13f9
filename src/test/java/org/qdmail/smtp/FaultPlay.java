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
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Secret;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.smtp.peer.StoredMail;
import org.qdmail.wire.ServerTrust;

/** Plays one cell and compares all that the table says of it; a further mail shows what became of the connection. */
final class FaultPlay {
    private static final FrozenMail SMALL = Mails.mail();
    private static final FrozenMail TWO_CHUNKS_AND_A_HALF = Mails.ofSize(2_600_000);
    private static final FrozenMail BEYOND_ALL_BUFFERS = Mails.ofSize(8_000_000);
    private static final int SMALL_BUFFER = 64 * 1024;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Beyond the limit of a step, within that of RSET, whose reply may still be unread when the time moves. */
    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(4);

    private static final int TURNS = 5;

    private final FaultCell cell;
    private final FaultRow row;
    private final ManualTime time = new ManualTime();
    private final FrozenMail mail;
    private long contentOctets;

    FaultPlay(FaultCell cell) {
        this.cell = cell;
        this.row = cell.row();
        this.mail = !row.has("large") ? SMALL : row.at().equals("BLOCK") ? BEYOND_ALL_BUFFERS : TWO_CHUNKS_AND_A_HALF;
    }

    void play() throws Exception {
        String script = FaultScript.of(cell);
        try (ScriptedPeer peer = ScriptedPeer.playing(script, row.has("large") ? SMALL_BUFFER : 0)) {
            try {
                play(peer);
            } catch (AssertionError failure) {
                throw new AssertionError(cell + ": " + failure.getMessage() + "\n" + peer.dialogue(), failure);
            }
        }
        assertThat(time.watchdogs()).as("watchdogs").isZero();
    }

    private void play(ScriptedPeer peer) throws Exception {
        SmtpReport report;
        try (SmtpRelay relay = Play.relay(settings(peer), time)) {
            if (cell.kept()) requireTaken(relay, FaultScript.WARM_UP);
            long before = peer.contentOctets();
            report = deliver(relay, peer);
            contentOctets = peer.contentOctets() - before;
            if (row.end() == FaultRow.End.REPLACED) time.advance(SECOND);
            if (!row.has("close")) requireTaken(relay, FaultScript.FOLLOW_UP);
        }
        peer.verify();
        compare(report, peer);
    }

    private void requireTaken(SmtpRelay relay, String address) {
        if (row.at().equals("NEXT")) time.advance(SECOND);
        assertThat(Play.states(relay.deliver(Mails.to(address), SMALL)))
                .as(address)
                .containsExactly("A");
    }

    private SmtpSettings settings(ScriptedPeer peer) {
        SmtpSettings settings = SmtpSettings.loopback(peer.port())
                .withTls(cell.tls())
                .withClientName("shop.example")
                .withPipelining(cell.pipelining());
        if (cell.tls() != TlsMode.NONE)
            settings = settings.withTrust(ServerTrust.judging(List.of(PeerCertificates.ca())));
        if (!isGivenUp()) settings = settings.withTimeouts(new SmtpTimeouts(LIMIT, LIMIT, LIMIT, Duration.ofHours(1)));
        if (row.has("login")) settings = settings.withLogin(Login.withPassword("tim", Secret.of("S3CR3T-login")));
        return settings;
    }

    private SmtpReport deliver(SmtpRelay relay, ScriptedPeer peer) throws Exception {
        if (!row.waits() || row.at().equals("NEXT")) return relay.deliver(Mails.to(cell.addresses()), mail);
        CompletableFuture<Thread> sender = new CompletableFuture<>();
        Future<SmtpReport> result = Play.start(() -> {
            sender.complete(Thread.currentThread());
            return relay.deliver(Mails.to(cell.addresses()), mail);
        });
        peer.awaitStalled();
        if (row.has("interrupt")) sender.get().interrupt();
        Future<Boolean> closed =
                row.has("close") ? Play.start(() -> closed(relay)) : CompletableFuture.completedFuture(true);
        SmtpReport report = await(result);
        peer.release();
        time.advanceUntilDone(closed, SECOND);
        return report;
    }

    private static boolean closed(SmtpRelay relay) {
        relay.close();
        return true;
    }

    private SmtpReport await(Future<SmtpReport> result) throws Exception {
        if (isGivenUp()) return time.advanceUntilDone(result, SECOND);
        if (row.at().equals("BLOCK")) return time.advanceUntilDone(result, BEYOND_THE_LIMIT);
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

    private boolean isGivenUp() {
        return row.has("interrupt") || row.has("close");
    }

    private void compare(SmtpReport report, ScriptedPeer peer) throws Exception {
        assertThat(Play.states(report)).isEqualTo(cell.expected());
        assertThat(report.outcomes()).allSatisfy(this::compareRetryable);
        int connections = row.end() == FaultRow.End.KEPT || row.has("close") ? 1 : 2;
        assertThat(peer.connections()).as("connections").isEqualTo(connections);
        boolean quit = peer.dialogue().lines().anyMatch("1 C: QUIT"::equals);
        boolean farewell = row.end() == FaultRow.End.KEPT || row.end() == FaultRow.End.QUIT;
        assertThat(quit).as("QUIT on the first connection").isEqualTo(farewell);
        compareContent(report, peer);
    }

    private void compareRetryable(Outcome outcome) {
        boolean open = outcome.state() == Outcome.State.DEFERRED || outcome.state() == Outcome.State.NOT_ATTEMPTED;
        assertThat(outcome.isRetryable()).as("retryable").isEqualTo(open && row.retryable());
    }

    /** The mail reached whom it should have reached, once and whole; whether it ended is known from the peer's count. */
    private void compareContent(SmtpReport report, ScriptedPeer peer) throws Exception {
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(mail.newInputStream().readAllBytes()));
        List<String> reached = new ArrayList<>();
        for (StoredMail stored : peer.stored()) {
            List<String> recipients = stored.recipients().stream()
                    .map(line -> line.substring("RCPT TO:<".length(), line.indexOf('>')))
                    .filter(address -> !address.equals(FaultScript.WARM_UP) && !address.equals(FaultScript.FOLLOW_UP))
                    .toList();
            if (!recipients.isEmpty()) assertThat(stored.sha256()).isEqualTo(digest);
            reached.addAll(recipients);
        }
        List<String> accepted = report.outcomes().stream()
                .filter(outcome -> outcome.state() == Outcome.State.ACCEPTED)
                .map(outcome -> outcome.recipient().toString())
                .toList();
        assertThat(reached).as("reached").containsExactlyInAnyOrderElementsOf(accepted);
        long whole = mail.sizeOctets() + (cell.pipelining() == Pipelining.BDAT ? 0 : ".\r\n".length());
        boolean unknown = report.outcomes().stream().anyMatch(outcome -> outcome.state() == Outcome.State.UNKNOWN);
        if (unknown) assertThat(contentOctets).as("octets of content").isEqualTo(whole);
        if (row.has("cut")) assertThat(contentOctets).as("octets of content").isLessThan(whole);
    }
}
