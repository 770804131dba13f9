package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.smtp.FaultCell;
import org.qdmail.smtp.FaultRow;
import org.qdmail.smtp.FaultSending;
import org.qdmail.smtp.Play;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.peer.ScriptedPeer;

/** Plays one cell on one route, and compares who is told what and which server has the mail. */
final class RouteFaultPlay {
    private final FaultyRoute route;
    private final FaultCell cell;
    private final FaultRow row;
    private final FaultSending sending;

    RouteFaultPlay(FaultyRoute route, FaultCell cell) {
        this.route = route;
        this.cell = cell;
        this.row = cell.row();
        this.sending = new FaultSending(cell, Resting.PAUSE);
    }

    void play(Path folder) throws Exception {
        try (FaultStage stage = route.open(cell, sending, folder)) {
            try {
                play(stage);
            } catch (AssertionError failure) {
                String second = stage.second()
                        .map(server -> "\nsecond:\n" + server.dialogue())
                        .orElse("");
                throw new AssertionError(
                        failure.getMessage() + "\nfirst:\n" + stage.first().dialogue() + second, failure);
            }
        }
        assertThat(sending.time().watchdogs()).as("watchdogs").isZero();
    }

    private void play(FaultStage stage) throws Exception {
        SmtpReport report;
        try (Route sender = stage.route()) {
            report = sending.play(
                    new FaultSending.Sender(
                            (envelope, mail) -> sender.deliver(envelope, mail, sender.startDeadline()),
                            sender::close,
                            stage::isAtTheSecond),
                    stage.first());
        }
        stage.first().verify();
        compare(report, stage);
    }

    private void compare(SmtpReport report, FaultStage stage) throws Exception {
        List<String> states = new ArrayList<>();
        List<String> takenByTheFirst = new ArrayList<>();
        List<String> sentOn = new ArrayList<>();
        for (int at = 0; at < cell.recipients(); at++) {
            String first = cell.expected().get(at);
            // whoever gave the mail up wants it nowhere else either
            boolean isSentOn = !row.isGivenUp() && route.sendsOn(row, first);
            states.add(isSentOn ? "A" : first);
            if (first.equals("A")) takenByTheFirst.add(cell.addresses()[at]);
            if (isSentOn) sentOn.add(cell.addresses()[at]);
        }
        assertThat(Play.states(report)).isEqualTo(states);
        assertThat(report.outcomes()).allSatisfy(outcome -> {
            assertThat(outcome.way())
                    .contains(route.way(sentOn.contains(outcome.recipient().toString())));
            assertThat(outcome.isRetryable()).isEqualTo(row.permitsRetry(outcome.state()));
        });
        compareServers(stage, takenByTheFirst, sentOn);
    }

    /** Whoever goes on was not taken before, so nobody has the mail twice; nobody else is put to the second. */
    private void compareServers(FaultStage stage, List<String> takenByTheFirst, List<String> sentOn) throws Exception {
        assertThat(sending.reached(stage.first()))
                .as("taken by the first")
                .containsExactlyInAnyOrderElementsOf(takenByTheFirst);
        if (stage.second().isEmpty()) return;
        ScriptedPeer second = stage.second().get();
        assertThat(FaultSending.put(second)).as("put to the second").isEqualTo(sentOn);
        assertThat(sending.reached(second)).as("taken by the second").isEqualTo(sentOn);
    }
}
