package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.peer.Leftovers;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.smtp.peer.StoredMail;
import org.qdmail.wire.HostNames;

class PoolTest {
    private static final String SERVER = Play.GREETING + "ehlo PIPELINING, CHUNKING\nserve\n";

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void s03NoTwoMailsMixOnOneConnection(Pipelining pipelining) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER + "again\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port())
                        .withPipelining(pipelining)
                        .withPool(new PoolSettings(1, 500, Duration.ofSeconds(30), Duration.ofMinutes(5))))) {
            List<Future<SmtpReport>> reports = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int number = i;
                reports.add(threads.submit(() -> relay.deliver(numbered(number), Mails.frozen(body(number)))));
            }
            for (Future<SmtpReport> report : reports) {
                assertThat(Play.states(report.get())).containsExactly("A");
            }

            assertThat(peer.stored()).hasSize(2000).allSatisfy(PoolTest::agrees);
            assertThat(peer.stored()).extracting(StoredMail::mail).doesNotHaveDuplicates();
            assertThat(peer.connections()).isEqualTo(4);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Envelope numbered(int number) {
        return Envelope.plain(
                EmailAddress.of("s" + number + "@x.example"), List.of(EmailAddress.of("r" + number + "@x.example")));
    }

    private static String body(int number) {
        return "Subject: " + number + "\r\n\r\nmail " + number + "\r\n";
    }

    private static void agrees(StoredMail mail) {
        int number = Integer.parseInt(
                mail.mail().substring("MAIL FROM:<s".length(), mail.mail().indexOf('@')));
        assertThat(mail.recipients()).containsExactly("RCPT TO:<r" + number + "@x.example>");
        assertThat(mail.text()).isEqualTo(body(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send 421 idle too long | fin", "send 421 idle too long", "fin", "rst"})
    void s05AConnectionThatTheServerClosedIsReplaced(String end) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING + "ehlo PIPELINING\nserve 1\nstall\n" + end + "\ndrain\nnext\n" + SERVER);
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            peer.awaitStalled();
            peer.release();

            SmtpReport second = relay.deliver(Mails.to("b@x.example"), Mails.mail());

            assertThat(Play.states(second)).containsExactly("A");
            assertThat(peer.connections()).isEqualTo(2);
            assertThat(peer.stored()).hasSize(2);
        }
    }

    /** A short look would not see that the server has gone, and the content would be in doubt. */
    @Test
    void s05ContentThatWaitsForNoReplyIsNotPutOnAClosedConnection() throws Exception {
        String script = Play.GREETING + "ehlo PIPELINING, CHUNKING\nserve 1\nstall\nfin\nstall\ndrain\nnext\n" + SERVER;
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay =
                        new SmtpRelay(SmtpSettings.loopback(peer.port()).withPipelining(Pipelining.BDAT))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            peer.awaitStalled();
            peer.release();
            peer.awaitStalled();

            assertThat(Play.states(relay.deliver(Mails.to("b@x.example"), Mails.mail())))
                    .containsExactly("A");
        }
    }

    /** The loss is seen only once RSET and what follows it are written. */
    @ParameterizedTest
    @ValueSource(strings = {"fin", "rst", "send 421 4.3.2 bye", "send 500 what", "send nonsense"})
    void p9AConnectionThatIsDeadAtRsetIsReplacedOnce(String answer) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo PIPELINING\nserve 1\nwant RSET | " + answer
                        + "\ndrain\nnext\n" + SERVER);
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());

            SmtpReport second = relay.deliver(Mails.to("b@x.example"), Mails.mail());

            assertThat(Play.states(second)).containsExactly("A");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void p9LossBehindAReplyIsNotTriedAgain() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING + "ehlo PIPELINING\nserve 1\nwant RSET | send 250 ok\nfin\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());

            SmtpReport second = relay.deliver(Mails.to("b@x.example"), Mails.mail());

            assertThat(Play.states(second)).containsExactly("D 0614");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void p9ContentIsNotLostOnAConnectionThatWasIdle() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING
                                + """
                        ehlo PIPELINING, CHUNKING
                        serve 1
                        want RSET
                        want MAIL *
                        want RCPT *
                        send 250 ok | send 250 ok | send 250 ok
                        body chunk | send 250 ok
                        """);
                SmtpRelay relay = Play.relay(Play.chunks().apply(SmtpSettings.loopback(peer.port())), time)) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            time.advance(Duration.ofSeconds(1));

            assertThat(Play.states(relay.deliver(Mails.to("b@x.example"), Mails.mail())))
                    .containsExactly("A");
        }
    }

    @Test
    void p9ContentThatEndedOnADeadConnectionIsUnknown() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING
                                + """
                        ehlo PIPELINING, CHUNKING
                        serve 1
                        want RSET
                        want MAIL *
                        want RCPT *
                        body chunk
                        fin
                        """);
                SmtpRelay relay = Play.relay(Play.chunks().apply(SmtpSettings.loopback(peer.port())), time)) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(relay.deliver(Mails.to("b@x.example"), Mails.mail())))
                    .containsExactly("U 0618");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void s07QuitWithoutAnswerDelaysNobody() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve 1\nwant QUIT\nstall\n");
                SmtpRelay relay = Play.relay(
                        SmtpSettings.loopback(peer.port())
                                .withPool(new PoolSettings(1, 1, Duration.ofSeconds(30), Duration.ofMinutes(5))),
                        time)) {
            SmtpReport report = relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("A");
            peer.awaitStalled();
            time.advance(Duration.ofSeconds(5));
            peer.release();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fin", "rst", "send 500 no", "send nonsense"})
    void smtp13WhatHappensAtQuitChangesNothing(String answer) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo\nserve 1\nwant QUIT | " + answer + "\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void smtp12AConnectionTakesSoManyMailsAndNoMore() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER + "again\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port())
                        .withPool(new PoolSettings(1, 2, Duration.ofSeconds(30), Duration.ofMinutes(5))))) {
            for (int i = 0; i < 5; i++) relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.connections()).isEqualTo(3);
        }
    }

    /** A server that never answers QUIT must not keep the next mail from its look-up of the name. */
    @Test
    void farewellsThatHangLeaveRoomForLookUps() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve 1\ndrain\nagain\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port())
                        .withPool(new PoolSettings(1, 100, Duration.ofSeconds(30), Duration.ZERO)))) {
            for (int i = 0; i < 12; i++) {
                SmtpReport report = relay.deliver(Mails.to("a@x.example"), Mails.mail());
                assertThat(Play.states(report)).as(peer.dialogue()).containsExactly("A");
            }
        }
    }

    @Test
    void smtp12NoConnectionIsKeptWithoutAge() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER + "again\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port())
                        .withPool(new PoolSettings(1, 100, Duration.ofSeconds(30), Duration.ZERO)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                        .containsExactly("A");
            }

            assertThat(peer.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 300})
    void smtp12AnOldOrIdleConnectionIsClosedByItself(long seconds) throws Exception {
        ManualTime time = new ManualTime();
        Duration idle = seconds == 30 ? Duration.ofSeconds(30) : Duration.ofHours(1);
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve 1\nwant QUIT | send 221 bye\n");
                SmtpRelay relay = Play.relay(
                        SmtpSettings.loopback(peer.port())
                                .withPool(new PoolSettings(1, 100, idle, Duration.ofMinutes(5))),
                        time)) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            time.advance(Duration.ofSeconds(seconds));

            peer.verify();
        }
    }

    @Test
    void c2WaitsForAFreeConnectionNoLongerThanTheDeadline() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        Play.GREETING
                                + """
                        ehlo
                        want MAIL * | send 250 ok
                        want RCPT * | send 250 ok
                        want DATA | send 354 go on
                        body to-dot | stall
                        send 250 ok
                        """);
                SmtpRelay relay = Play.relay(
                        SmtpSettings.loopback(peer.port())
                                .withPool(new PoolSettings(1, 100, Duration.ofSeconds(30), Duration.ofMinutes(5))),
                        time)) {
            Future<SmtpReport> first = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            Future<SmtpReport> second = Play.start(() -> relay.deliver(Mails.to("b@x.example"), Mails.mail()));
            SmtpReport waited = time.advanceUntilDone(second, Duration.ofSeconds(30));
            peer.release();

            assertThat(Play.states(waited)).containsExactly("N 0609");
            assertThat(waited.outcomes().get(0).phase()).contains(Phase.POOL);
            assertThat(Play.states(first.get())).containsExactly("A");
        }
    }

    /** A kept connection makes room; its farewell may take a moment. */
    @Test
    void aLookAtTheRelayOpensNoMoreConnectionsThanAllowed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER + "next\nstall\n" + SERVER);
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port())
                        .withPool(new PoolSettings(1, 100, Duration.ofMinutes(1), Duration.ofMinutes(5))))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            Future<RelayOffer> probe = Play.start(relay::probe);
            peer.awaitStalled();
            awaitOneSocket(peer);
            assertThat(relay.use().idle()).isZero();

            peer.release();
            probe.get(20, TimeUnit.SECONDS);
        }
    }

    private static void awaitOneSocket(ScriptedPeer peer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (peer.openSockets() != 1) {
            if (System.nanoTime() > end) throw new AssertionError(peer.openSockets() + " connections are open");
            Thread.onSpinWait();
        }
    }

    @Test
    void aLookAtTheRelayLeavesKeptConnectionsWhereThereIsRoom() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER + "again\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port())
                        .withPool(new PoolSettings(2, 100, Duration.ofMinutes(1), Duration.ofMinutes(5))))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());
            relay.probe();
            relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void s24FailedLoginsLeaveNothingBehind() throws Exception {
        Leftovers leftovers = new Leftovers();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                Play.GREETING + "ehlo AUTH PLAIN\nwant AUTH * | send 535 no\nwant QUIT | send 221 bye\nagain\n")) {
            failingLogin(peer);
            leftovers.count();
            for (int i = 0; i < 300; i++) failingLogin(peer);

            leftovers.requireNone();
        }
    }

    private static void failingLogin(ScriptedPeer peer) {
        SmtpSettings settings = SmtpSettings.loopback(peer.port()).withLogin(Login.withPassword("u", Secret.of("p")));
        try (SmtpRelay relay = new SmtpRelay(settings)) {
            assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                    .containsExactly("N 0604");
        }
    }

    @Test
    void closedRelayTakesNoMail() {
        SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(25));
        relay.close();

        assertThatThrownBy(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()))
                .isInstanceOf(QueueUnavailable.class)
                .hasMessageContaining("MAIL-0004");
        assertThatThrownBy(relay::probe).isInstanceOf(QueueUnavailable.class);
    }

    @Test
    void w5CloseAbortsWhatStillRunsAfterTenSeconds() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nwant MAIL * | stall\n")) {
            SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time);
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            Future<Boolean> closed = Play.start(() -> {
                relay.close();
                return true;
            });
            time.advanceUntilDone(closed, Duration.ofSeconds(1));

            assertThat(Play.states(report.get())).containsExactly("N 0617");
            assertThat(report.get().outcomes().get(0).isRetryable()).isTrue();
            assertThat(time.watchdogs()).isZero();
        }
    }

    /** The time stands still, so nothing that waits would end. */
    @Test
    void w5CloseWithoutGraceAbortsAtOnce() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nwant MAIL * | stall\n")) {
            SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time);
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            relay.close(Duration.ZERO);

            assertThat(Play.states(report.get())).containsExactly("N 0617");
            assertThat(time.watchdogs()).isZero();
        }
    }

    @Test
    void w5CloseEndsWhatWouldBeginToWaitLater() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ManualTime time = new ManualTime();
        HostNames slow = new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                asked.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                return List.of(InetAddress.getByName("127.0.0.1"));
            }

            @Override
            public String ownName() {
                return "shop.example";
            }
        };
        SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(25), time, slow);
        Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
        asked.await();
        Future<Boolean> closed = Play.start(() -> {
            relay.close();
            return true;
        });
        time.advanceUntilDone(report, Duration.ofSeconds(3));
        goOn.countDown();

        assertThat(closed.get()).isTrue();
        assertThat(Play.states(report.get())).allMatch(state -> state.equals("N 0617") || state.equals("N 0601"));
    }

    @Test
    void w4AnInterruptEndsTheWaitBeforeTheContentsEnd() throws Exception {
        SmtpReport report = interruptedAt("want MAIL * | send 250 ok\nwant RCPT * | stall\n");

        assertThat(Play.states(report)).containsExactly("D 0617");
        assertThat(report.outcomes().get(0).phase()).contains(Phase.RCPT);
    }

    @Test
    void w4AnInterruptBehindTheContentsEndLeavesItUnknown() throws Exception {
        SmtpReport report = interruptedAt(
                "want MAIL * | send 250 ok\nwant RCPT * | send 250 ok\nwant DATA | send 354 go\nbody to-dot\nstall\n");

        assertThat(Play.states(report)).containsExactly("U 0618");
    }

    private static SmtpReport interruptedAt(String script) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\n" + script);
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            List<Boolean> flags = new ArrayList<>();
            List<Thread> senders = new ArrayList<>();
            Future<SmtpReport> report = Play.start(() -> {
                senders.add(Thread.currentThread());
                SmtpReport result = relay.deliver(Mails.to("a@x.example"), Mails.mail());
                flags.add(Thread.currentThread().isInterrupted());
                return result;
            });
            peer.awaitStalled();
            senders.get(0).interrupt();
            SmtpReport result = report.get();
            assertThat(flags).containsExactly(true);
            return result;
        }
    }

    /** By a time that stands still: nothing but the interrupt ends these waits. */
    @Test
    void w4AnInterruptEndsTheWaitForAConnectionAndForTheEnd() throws Exception {
        ManualTime time = new ManualTime();
        PoolSettings one = new PoolSettings(1, 100, Duration.ofMinutes(1), Duration.ofMinutes(5));
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nwant MAIL * | stall\n")) {
            SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()).withPool(one), time);
            Future<SmtpReport> first = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            List<Thread> threads = new CopyOnWriteArrayList<>();
            Future<SmtpReport> second = Play.start(() -> {
                threads.add(Thread.currentThread());
                return relay.deliver(Mails.to("b@x.example"), Mails.mail());
            });
            interruptOnceItWaits(threads);
            assertThat(Play.states(second.get(20, TimeUnit.SECONDS))).containsExactly("N 0617");

            threads.clear();
            Future<Boolean> closed = Play.start(() -> {
                threads.add(Thread.currentThread());
                relay.close();
                return Thread.currentThread().isInterrupted();
            });
            interruptOnceItWaits(threads);
            assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Play.states(first.get(20, TimeUnit.SECONDS))).containsExactly("N 0617");
        }
    }

    private static void interruptOnceItWaits(List<Thread> threads) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (threads.isEmpty() || threads.get(0).getState() != Thread.State.WAITING) {
            if (System.nanoTime() > end) throw new AssertionError("the thread does not wait");
            Thread.onSpinWait();
        }
        threads.get(0).interrupt();
    }

    @Test
    void w4AnInterruptedThreadDoesNotBegin() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("refuse");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            Future<SmtpReport> report = Play.start(() -> {
                Thread.currentThread().interrupt();
                return relay.deliver(Mails.to("a@x.example"), Mails.mail());
            });

            assertThat(Play.states(report.get())).containsExactly("N 0617");
        }
    }
}
