package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;

/** Several callers whose mails are on their way over one connection at once. */
class WindowTest {
    private static final String OPEN = "send 220 mx.example ESMTP\nehlo PIPELINING, CHUNKING, SIZE 100000000\n";
    /** No caller has a connection before all of them wait for it. */
    private static final String LATE = "stall\n" + OPEN;

    private static final String TAKEN = "send 250 ok | send 250 ok | send 250 ok\n";

    private final ManualTime time = new ManualTime();

    private static Sender send(SmtpRelay relay, Envelope envelope, FrozenMail mail) {
        return Sender.start(() -> relay.deliver(envelope, mail));
    }

    private static List<String> states(Sender sender) throws Exception {
        return Play.states(sender.report());
    }

    private static List<Sender> send(SmtpRelay relay, int mails) {
        List<Sender> senders = new ArrayList<>();
        for (int mail = 1; mail <= mails; mail++) {
            senders.add(send(relay, Mails.to(mail + "@x.example"), Mails.mail()));
        }
        return senders;
    }

    private SmtpRelay relay(ScriptedPeer peer) {
        return relay(peer, settings -> settings);
    }

    private SmtpRelay relay(ScriptedPeer peer, UnaryOperator<SmtpSettings> change) {
        SmtpSettings settings = SmtpSettings.loopback(peer.port())
                .withClientName("shop.example")
                .withPool(new PoolSettings(1, 100, Duration.ofMinutes(1), Duration.ofMinutes(5)))
                .withPipelining(Pipelining.WINDOW);
        return Play.relay(change.apply(settings), time);
    }

    /** What comes of one mail to this recipient. */
    private static String mail(int recipient) {
        return (recipient == 1 ? "" : "want RSET\n") + "want MAIL FROM:<shop@example.com>*\nwant RCPT TO:<" + recipient
                + "@x.example>\nbody chunk\n";
    }

    private static String states(List<Sender> senders) throws Exception {
        List<String> states = new ArrayList<>();
        for (Sender sender : senders) states.addAll(states(sender));
        return String.join(", ", states);
    }

    @Test
    void s5MailsGoOutBeforeTheFirstReplyIsThere() throws Exception {
        String script = LATE + mail(1) + mail(2) + mail(3) + TAKEN + ("send 250 ok | " + TAKEN).repeat(2);
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 3);
            peer.release();

            assertThat(states(senders)).isEqualTo("A, A, A");
            relay.close();
            peer.verify();
        }
    }

    @Test
    void s5NoMoreThanSixteenAreOnTheirWay() throws Exception {
        StringBuilder script = new StringBuilder(LATE);
        for (int mail = 1; mail <= 16; mail++) script.append(mail(mail));
        script.append(TAKEN).append(("send 250 ok | " + TAKEN).repeat(15)).append("serve\n");
        try (ScriptedPeer peer = ScriptedPeer.playing(script.toString());
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 20);
            peer.release();

            assertThat(states(senders)).isEqualTo(String.join(", ", Collections.nCopies(20, "A")));
            assertThat(peer.connections()).isOne();
            relay.close();
            peer.verify();
        }
    }

    /** Far away a flight waits a little for a caller who was answered by the one before, however late it comes back. */
    @Test
    void s5CallerWhoComesBackTravelsWithTheOthers() throws Exception {
        String more = "want RSET\nwant MAIL*\nwant RCPT*\nbody chunk\n".repeat(3);
        String answers = ("send 250 ok | " + TAKEN).repeat(3);
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + mail(1) + "stall\n" + TAKEN + more + answers);
                SmtpRelay relay = relay(peer)) {
            Sender twice = Sender.start(() -> {
                relay.deliver(Mails.to("1@x.example"), Mails.mail());
                awaitSomebodyInside("linger");
                return relay.deliver(Mails.to("1@x.example"), Mails.mail());
            });
            peer.awaitStalled();
            Sender second = send(relay, Mails.to("2@x.example"), Mails.mail());
            Sender third = send(relay, Mails.to("3@x.example"), Mails.mail());
            time.advance(Duration.ofSeconds(50)); // it waits for a second then, the most it ever does
            peer.release();

            assertThat(states(List.of(twice, second, third))).isEqualTo("A, A, A");
            relay.close();
            peer.verify();
        }
    }

    /** Waits until a thread is inside of this method of the window. */
    private static void awaitSomebodyInside(String method) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .noneMatch(frame -> frame.getClassName().equals(Window.class.getName())
                        && frame.getMethodName().equals(method))) {
            if (System.nanoTime() > end) throw new AssertionError("nobody is inside of " + method);
            Thread.onSpinWait();
        }
    }

    /** Answered mails stand; those whose end was written are in doubt; the next one has another connection. */
    @ParameterizedTest
    @CsvSource({
        "fin",
        "rst",
        "stall",
        "send 421 4.3.2 bye",
        "send 500 5.5.1 what", // the reply to RSET
        "send nonsense"
    })
    void faultP8ConnectionThatBreaksTouchesNothingThatWasAnswered(String fault) throws Exception {
        String script = LATE + mail(1) + mail(2) + mail(3) + TAKEN + fault + "\nnext\n" + OPEN + "serve\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 3);
            peer.awaitStalled();
            peer.release();
            if (fault.equals("stall")) {
                assertThat(states(senders.get(0))).containsExactly("A"); // then the next reply is waited for
                time.advanceUntilDone(senders.get(2).result(), Duration.ofMinutes(1));
            }

            assertThat(states(senders)).isEqualTo("A, U 0618, U 0618");
            assertThat(senders.get(1).result().get().outcomes().get(0).isRetryable())
                    .isFalse();
            assertThat(Play.states(relay.deliver(Mails.to("4@x.example"), Mails.mail())))
                    .containsExactly("A");
        }
    }

    /** The reply to the end of the second mail lacks; what the third was answered belongs to nobody. */
    @Test
    void faultP8BrokenInTheMidstOfAMail() throws Exception {
        String script = LATE + mail(1) + mail(2) + mail(3) + TAKEN + "send 250 ok | send 250 ok | send 250 ok\nrst\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 3);
            peer.release();

            assertThat(states(senders)).isEqualTo("A, U 0618, U 0618");
        }
    }

    @Test
    void faultP8OneReplyTooManyLeavesTheLastMailInDoubt() throws Exception {
        String script = LATE + mail(1) + mail(2) + TAKEN
                + "send 250 ok | send 250 ok | send 250 ok | send 250 ok | send 500 what\n"
                + "next\n" + OPEN + "want MAIL * | want RCPT * | want DATA | send 250 ok | send 250 ok | send 354 go\n"
                + "body to-dot | send 250 ok\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 2);
            peer.release();

            assertThat(states(senders)).isEqualTo("A, U 0618");
            assertThat(senders.get(1).result().get().warnings())
                    .anyMatch(warning -> warning.contains("content of BDAT as commands"));
            assertThat(Play.states(relay.deliver(Mails.to("3@x.example"), Mails.mail())))
                    .containsExactly("A");
            relay.close();
            peer.verify();
        }
    }

    @Test
    void refusedMailLeavesTheOthersAlone() throws Exception {
        String refused = "send 250 ok | send 250 ok | send 550 5.1.1 no such user | send 503 5.5.1 nobody\n";
        String script = LATE + mail(1) + mail(2) + mail(3) + TAKEN + refused + "send 250 ok | " + TAKEN;
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 3);
            peer.release();

            assertThat(states(senders)).isEqualTo("A, R 0607, A");
            relay.close();
            peer.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "CHUNKING"})
    void serverThatLacksWhatItNeedsGetsMailsTheUsualWay(String offers) throws Exception {
        try (ScriptedPeer peer =
                        ScriptedPeer.playing("stall\nsend 220 mx.example ESMTP\nehlo " + offers + "\nserve\n");
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 3);
            peer.release();

            assertThat(states(senders)).isEqualTo("A, A, A");
            assertThat(peer.stored()).hasSize(3);
        }
    }

    @Test
    void largeMailAndOneThatIsForAllOrNobodyGoTheUsualWay() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\nagain\n");
                SmtpRelay relay = relay(peer, settings -> settings.withPartial(false));
                FrozenMail large = Mails.ofSize(200_000)) {
            assertThat(Play.states(relay.deliver(Mails.to("1@x.example"), large)))
                    .containsExactly("A");
            assertThat(Play.states(relay.deliver(Mails.to("1@x.example", "2@x.example"), Mails.mail())))
                    .containsExactly("A", "A");
            assertThat(peer.stored()).hasSize(2);
        }
    }

    @Test
    void w4InterruptBeforeItsTurnTakesTheMailBack() throws Exception {
        String script = LATE + mail(1) + mail(3) + TAKEN + "send 250 ok | " + TAKEN;
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 3);
            senders.get(1).thread().interrupt();
            assertThat(states(senders.get(1))).containsExactly("N 0617");
            peer.release();

            assertThat(states(List.of(senders.get(0), senders.get(2)))).isEqualTo("A, A");
            relay.close();
            peer.verify();
        }
    }

    @Test
    void w4InterruptOnItsWayLeavesTheMailInDoubtAndTheOthersAlone() throws Exception {
        String script = OPEN + mail(1) + "stall\nsend 250 ok | send 250 ok | send 250 ok\nserve\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = send(relay, 1);
            peer.awaitStalled();
            senders.addAll(send(relay, 2).subList(1, 2));
            senders.get(0).thread().interrupt();
            assertThat(states(senders.get(0))).containsExactly("U 0618");
            peer.release();

            assertThat(states(senders.get(1))).containsExactly("A");
        }
    }

    @Test
    void deadlineEndsTheWaitForAConnection() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("stall\n");
                SmtpRelay relay = relay(
                        peer,
                        settings -> settings.withTimeouts(new SmtpTimeouts(
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(30))))) {
            Sender sender = send(relay, Mails.to("1@x.example"), Mails.mail());
            peer.awaitStalled();
            SmtpReport report = time.advanceUntilDone(sender.result(), Duration.ofSeconds(5));

            assertThat(Play.states(report)).containsExactly("N 0609");
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
        }
    }

    /** It was used before, and may have died since: nothing is lost on it. */
    @ParameterizedTest
    @ValueSource(strings = {"rst", "want RSET | fin", "want RSET | send 421 4.3.2 idle"})
    void s6ConnectionThatDiedWhileItRestedIsReplaced(String death) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve 1\n" + death + "\nnext\n" + OPEN + "serve\n");
                SmtpRelay relay = relay(peer)) {
            assertThat(states(send(relay, Mails.to("1@x.example"), Mails.mail())))
                    .containsExactly("A");
            time.advance(Duration.ofSeconds(5));

            assertThat(states(send(relay, Mails.to("2@x.example"), Mails.mail())))
                    .containsExactly("A");
            assertThat(peer.stored()).hasSize(2);
        }
    }

    @Test
    void serverThatIsDownFailsThoseWhoWait() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("refuse");
                SmtpRelay relay = relay(peer)) {
            assertThat(states(send(relay, 5))).isEqualTo("N 0601, N 0601, N 0601, N 0601, N 0601");
        }
    }

    @Test
    void closedRelayTakesNoMail() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
            SmtpRelay relay = relay(peer);
            relay.close();

            assertThatThrownBy(() -> relay.deliver(Mails.to("1@x.example"), Mails.mail()))
                    .isInstanceOf(QueueUnavailable.class);
        }
    }

    /** A caller may free its mail as soon as it has been told. */
    @Test
    void contentsArriveWholeAndOnceEach() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\nagain\n");
                SmtpRelay relay = relay(peer)) {
            List<Sender> senders = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                FrozenMail mail = Mails.frozen("Subject: " + number + "\r\n\r\n" + ".\r\n".repeat(number) + "end\r\n");
                Sender sender = send(relay, Mails.to("a@x.example"), mail);
                sender.result().whenComplete((report, failure) -> mail.close());
                senders.add(sender);
            }
            for (Sender sender : senders) assertThat(states(sender)).containsExactly("A");

            assertThat(peer.stored()).hasSize(200);
            for (int number = 0; number < 200; number++) {
                String text = "Subject: " + number + "\r\n\r\n" + ".\r\n".repeat(number) + "end\r\n";
                assertThat(peer.stored())
                        .filteredOn(mail -> mail.text().equals(text))
                        .hasSize(1);
            }
        }
    }
}
