package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.qdmail.envelope.Outcome;
import org.qdmail.smtp.peer.ScriptedPeer;

/** Plays one cell and compares all that the table says of it; a further mail shows what became of the connection. */
final class FaultPlay {
    private final FaultCell cell;
    private final FaultRow row;
    private final FaultSending sending;

    FaultPlay(FaultCell cell) {
        this.cell = cell;
        this.row = cell.row();
        this.sending = new FaultSending(cell, Duration.ZERO);
    }

    void play() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(sending.script(), sending.receiveBuffer())) {
            try {
                play(peer);
            } catch (AssertionError failure) {
                throw new AssertionError(cell + ": " + failure.getMessage() + "\n" + peer.dialogue(), failure);
            }
        }
        assertThat(sending.time().watchdogs()).as("watchdogs").isZero();
    }

    private void play(ScriptedPeer peer) throws Exception {
        SmtpReport report;
        SmtpSettings settings = sending.toPeer(SmtpSettings.loopback(peer.port()));
        try (SmtpRelay relay = Play.relay(settings, sending.time())) {
            report = sending.play(new FaultSending.Sender(relay::deliver, relay::close, () -> false), peer);
        }
        peer.verify();
        compare(report, peer);
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
        assertThat(outcome.isRetryable()).as("retryable").isEqualTo(row.permitsRetry(outcome.state()));
    }

    /** The mail reached whom it should have reached, once and whole; whether it ended is known from the peer's count. */
    private void compareContent(SmtpReport report, ScriptedPeer peer) throws Exception {
        List<String> accepted = report.outcomes().stream()
                .filter(outcome -> outcome.state() == Outcome.State.ACCEPTED)
                .map(outcome -> outcome.recipient().toString())
                .toList();
        assertThat(sending.reached(peer)).as("reached").containsExactlyInAnyOrderElementsOf(accepted);
        long whole = sending.mail().sizeOctets() + (cell.pipelining().trustsRelay() ? 0 : ".\r\n".length());
        boolean unknown = report.outcomes().stream().anyMatch(outcome -> outcome.state() == Outcome.State.UNKNOWN);
        if (unknown) assertThat(sending.contentOctets()).as("octets of content").isEqualTo(whole);
        if (row.has("cut"))
            assertThat(sending.contentOctets()).as("octets of content").isLessThan(whole);
    }
}
