package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Secret;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.WireTime;

/** What befalls one mail of a window, or us, and what the others are told then. */
class WindowFaultsTest {
    private static final String OPEN =
            "send 220 mx.example ESMTP\nehlo PIPELINING, CHUNKING, 8BITMIME, SIZE 100000000\n";
    private static final String TAKEN = "send 250 ok | send 250 ok | send 250 ok\n";
    private static final PoolSettings ONE = new PoolSettings(1, 100, Duration.ofMinutes(1), Duration.ofMinutes(5));

    private final ManualTime time = new ManualTime();
    private final Moments moments = new Moments();
    /** The relay's name is known as soon as this is counted down: until then all mails wait. */
    private final CountDownLatch known = new CountDownLatch(1);

    /** A time that can pass unseen, as between two looks of a watchdog, and that can do something while a mail is put. */
    private final class Moments implements WireTime {
        private final AtomicLong unseen = new AtomicLong();
        private final AtomicBoolean seen = new AtomicBoolean();
        private Runnable whilePutting = () -> {};

        @Override
        public long nanoTime() {
            if (isPutting() && !seen.getAndSet(true)) whilePutting.run();
            return time.nanoTime() + unseen.get();
        }

        /** Asked by the window itself, between two mails. */
        private boolean isPutting() {
            return StackWalker.getInstance().walk(frames -> {
                List<StackWalker.StackFrame> callers = frames.skip(2).limit(1).toList();
                return !callers.isEmpty() && callers.get(0).getMethodName().equals("putAll");
            });
        }

        @Override
        public Beat start(String name, LongSupplier look) {
            return time.start(name, look);
        }
    }

    private static SmtpSettings settings(ScriptedPeer peer) {
        return SmtpSettings.loopback(peer.port())
                .withClientName("shop.example")
                .withPool(ONE)
                .withPipelining(Pipelining.WINDOW);
    }

    private SmtpRelay relay(ScriptedPeer peer) {
        return relay(settings(peer));
    }

    private SmtpRelay relay(SmtpSettings settings) {
        return new SmtpRelay(settings, moments, HostNames.ofSystem());
    }

    private SmtpRelay relayKnownLater(ScriptedPeer peer) {
        HostNames system = HostNames.ofSystem();
        return new SmtpRelay(settings(peer), moments, new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                try {
                    known.await();
                } catch (InterruptedException ended) {
                    throw new UnknownHostException("interrupted");
                }
                return system.addressesOf(host);
            }

            @Override
            public String ownName() throws UnknownHostException {
                return system.ownName();
            }
        });
    }

    private static Sender send(SmtpRelay relay, int recipient) {
        return Sender.start(() -> relay.deliver(Mails.to(recipient + "@x.example"), Mails.mail()));
    }

    private Sender send(SmtpRelay relay, int recipient, Duration within) {
        Deadline deadline = Deadline.in(within, moments);
        return Sender.start(() -> relay.deliver(Mails.to(recipient + "@x.example"), Mails.mail(), deadline));
    }

    private static List<String> states(Sender sender) throws Exception {
        return Play.states(sender.report());
    }

    /** Its state, or that its caller got an exception. */
    private static String told(Sender sender) throws Exception {
        try {
            return String.join(" ", states(sender));
        } catch (ExecutionException failure) {
            return "failed";
        }
    }

    private static String mail(int recipient) {
        return (recipient == 1 ? "" : "want RSET\n") + "want MAIL FROM:<shop@example.com>*\nwant RCPT TO:<" + recipient
                + "@x.example>\nbody chunk\n";
    }

    @Test
    void faultP8TimeOfOneMailIsNotThatOfTheOthers() throws Exception {
        String script = OPEN + mail(1) + "stall\n" + TAKEN + "serve\nnext\n" + OPEN + "serve\nagain\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            Sender first = send(relay, 1);
            peer.awaitStalled();
            Sender second = send(relay, 2, Duration.ofSeconds(30));
            Sender third = send(relay, 3, Duration.ofMinutes(10));
            time.advance(Duration.ofMillis(29_999));
            moments.unseen.set(TimeUnit.MILLISECONDS.toNanos(2)); // over, and the next look is yet to come
            peer.release();

            assertThat(states(first)).containsExactly("A");
            assertThat(states(second)).containsExactly("N 0609");
            assertThat(states(third)).containsExactly("A");
        }
    }

    /**
     * Writes are of 64 KiB, and the fourth fails. Three mails were written by then. The fourth mail ends in the write that
     * failed, the fifth behind it, and of the sixth nothing was written.
     */
    @Test
    void faultP8MailsAreToldByWhatWasWrittenOfThem() throws Exception {
        int mails = 6;
        String greeting = "220 mx.example ESMTP\r\n250-mx.example\r\n250-PIPELINING\r\n250 CHUNKING\r\n";
        Deque<Process> runs = new ArrayDeque<>(List.of(
                new BrokenProcess(greeting, 200_000), new BrokenProcess(greeting + "250 ok\r\n".repeat(3), 200_000)));
        SmtpRelay.Program program = new SmtpRelay.Program() {
            @Override
            public Process start() throws IOException {
                try {
                    known.await();
                } catch (InterruptedException ended) {
                    throw new IOException(ended);
                }
                return runs.remove();
            }

            @Override
            public Fault notStarted(IOException failure) {
                return DeliveryFaults.noTimeLeft(Duration.ZERO);
            }
        };
        SmtpSettings settings = SmtpSettings.loopback(25)
                .withClientName("shop.example")
                .withPool(ONE)
                .withPipelining(Pipelining.WINDOW);
        try (FrozenMail mail = Mails.ofSize(60_000);
                SmtpRelay relay = new SmtpRelay(settings, time, program)) {
            List<Sender> senders = new ArrayList<>();
            for (int number = 1; number <= mails; number++) {
                String recipient = number + "@x.example";
                senders.add(Sender.start(() -> relay.deliver(Mails.to(recipient), mail)));
            }
            known.countDown();
            List<String> told = new ArrayList<>();
            for (Sender sender : senders) told.add(told(sender));

            assertThat(told).containsExactly("U 0618", "U 0618", "U 0618", "U 0618", "D 0614", "A");
        }
    }

    @Test
    void connectionThatOneMailHasNoTimeForIsNotRefusedToTheOthers() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("stall\nnext\n" + OPEN + "serve\nagain\n");
                SmtpRelay relay = relay(peer)) {
            Sender first = send(relay, 1, Duration.ofSeconds(2));
            peer.awaitStalled();
            Sender second = send(relay, 2, Duration.ofMinutes(2));
            time.advance(Duration.ofMillis(2_100));

            assertThat(states(first)).containsExactly("N 0609");
            peer.release();
            assertThat(states(second)).containsExactly("A");
        }
    }

    /** Needs SMTPUTF8, which the server lacks. */
    private static FrozenMail utf8() {
        return Mails.frozen("Subject: h\u00e9llo\r\n\r\nhello\r\n");
    }

    /** It waits for the only connection, within its own time. */
    @Test
    void mailThatGoesTheUsualWayDoesNotWaitForTheReplies() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + mail(1) + "stall\n" + TAKEN);
                SmtpRelay relay = relayKnownLater(peer);
                FrozenMail utf8 = utf8()) {
            Sender first = send(relay, 1);
            Deadline soon = Deadline.in(Duration.ofSeconds(30), moments);
            Sender left = Sender.start(() -> relay.deliver(Mails.to("2@x.example"), utf8, soon));
            known.countDown();
            peer.awaitStalled();

            SmtpReport report = time.advanceUntilDone(left.result(), Duration.ofSeconds(1));
            peer.release();
            assertThat(Play.states(report)).containsExactly("N 0609");
            assertThat(states(first)).containsExactly("A");
        }
    }

    @Test
    void faultW4MailThatGoesTheUsualWayIsNotInDoubt() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + mail(1) + "stall\n" + TAKEN);
                SmtpRelay relay = relayKnownLater(peer);
                FrozenMail utf8 = utf8()) {
            Sender first = send(relay, 1);
            Sender left = Sender.start(() -> relay.deliver(Mails.to("2@x.example"), utf8));
            known.countDown();
            peer.awaitStalled();
            left.thread().interrupt();

            assertThat(states(left)).containsExactly("N 0617");
            peer.release();
            assertThat(states(first)).containsExactly("A");
        }
    }

    /** {@code qdmail.smtp.pool.age=PT0S}: each mail has a connection of its own. */
    @Test
    void connectionThatMayNotAgeTakesOneMail() throws Exception {
        PoolSettings fleeting = new PoolSettings(1, 100, Duration.ofMinutes(1), Duration.ZERO);
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\nagain\n");
                SmtpRelay relay = relay(settings(peer).withPool(fleeting))) {
            assertThat(states(send(relay, 1))).containsExactly("A");
            assertThat(states(send(relay, 2))).containsExactly("A");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void faultW3MailWhoseCallerWasToldOfAFailureDoesNotGoOut() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\nagain\n");
                SmtpRelay relay = relayKnownLater(peer)) {
            List<Sender> senders = new ArrayList<>();
            for (int mail = 1; mail <= 3; mail++) senders.add(send(relay, mail));
            moments.whilePutting = () -> {
                throw new OutOfMemoryError("simulated");
            };
            known.countDown();

            assertThat(List.of(told(senders.get(0)), told(senders.get(1)), told(senders.get(2))))
                    .containsExactly("failed", "A", "A");
            assertThat(peer.stored()).hasSize(2);
        }
    }

    /** The usual way needs no thread of ours. */
    @Test
    void faultW5MailGoesTheUsualWayWhereThereIsNoThread() throws Exception {
        ScarceThreads threads = new ScarceThreads();
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\nagain\n");
                SmtpRelay relay = new SmtpRelay(settings(peer), time, HostNames.ofSystem(), threads)) {
            assertThat(states(send(relay, 1))).containsExactly("A");
            threads.runOut();

            assertThat(states(send(relay, 2))).containsExactly("A");
            assertThat(threads.refused()).isPositive();
            threads.comeBack();
            assertThat(states(send(relay, 3))).containsExactly("A");
            assertThat(peer.stored()).hasSize(3);
        }
    }

    @Test
    void windowGoesOnAfterSomethingUnforeseen() throws Exception {
        AtomicBoolean isSealed = new AtomicBoolean(true);
        SecretSource vault = () -> {
            if (isSealed.getAndSet(false)) throw new IllegalStateException("the vault is sealed");
            return Secret.of("S3CR3T-window");
        };
        String offer = "send 220 mx.example ESMTP\nehlo PIPELINING, CHUNKING, AUTH PLAIN\n";
        String script = "stall\n" + offer + "serve\nnext\n" + offer + "want AUTH PLAIN * | send 235 ok\nserve\nagain\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay =
                        relay(settings(peer).withLogin(new Login("u", Optional.of(vault), Optional.empty())))) {
            Sender first = send(relay, 1);
            peer.awaitStalled();
            Sender second = send(relay, 2);
            peer.release();

            assertThat(told(first)).isEqualTo("failed");
            assertThat(told(second)).isEqualTo("A");
        }
    }

    /** The second recipient had no room in the transaction, and there is no further one. */
    @Test
    void faultK4ReplyThatWasReadStays() throws Exception {
        String script = OPEN + "want MAIL *\nwant RCPT *\nwant RCPT *\nbody chunk\n"
                + "send 250 ok | send 250 ok | send 452 4.5.3 too many | send 250 ok\nfin\n"
                + "next\nsend 554 5.3.2 no\n";
        PoolSettings single = new PoolSettings(1, 1, Duration.ofMinutes(1), Duration.ofMinutes(5));
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(settings(peer).withPool(single))) {
            SmtpReport report = relay.deliver(Mails.to("1@x.example", "2@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("A", "D 0607");
        }
    }

    /** Opened for a mail that was taken back, kept unused, and dead since. */
    @Test
    void faultP9ConnectionThatWasNeverUsedMayHaveDiedAsWell() throws Exception {
        String script = "stall\n" + OPEN + "want *\nrst\nnext\n" + OPEN + "serve\nagain\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            Sender first = send(relay, 1);
            peer.awaitStalled();
            first.thread().interrupt();
            assertThat(states(first)).containsExactly("N 0617");
            peer.release();
            time.advanceUntil(() -> relay.use().idle() == 1, Duration.ZERO);
            time.advance(Duration.ofSeconds(20));

            assertThat(states(send(relay, 2))).containsExactly("A");
        }
    }

    @Test
    void faultW5MailThatWasNotWrittenIsNotInDoubtWhenTheRelayIsClosed() throws Exception {
        CountDownLatch isPutting = new CountDownLatch(1);
        CountDownLatch isClosed = new CountDownLatch(1);
        moments.whilePutting = () -> {
            isPutting.countDown();
            try {
                isClosed.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "drain\n")) {
            SmtpRelay relay = relayKnownLater(peer);
            Sender first = send(relay, 1);
            known.countDown();
            assertThat(isPutting.await(20, TimeUnit.SECONDS)).isTrue();
            Thread closing = new Thread(() -> relay.close(Duration.ZERO), "closing");
            closing.start();
            while (closing.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait(); // all that waits was ended
            isClosed.countDown();

            assertThat(states(first)).containsExactly("N 0617");
            closing.join();
            assertThat(peer.dialogue()).doesNotContain("1@x.example");
        }
    }

    @Test
    void faultP7NoChunkForThoseWhoWaitAlready() throws Exception {
        String script = OPEN + mail(1) + "stall\nsend 250 ok | send 250 ok | send 250 ok | send 500 what\n" + "next\n"
                + OPEN + "serve\nagain\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                SmtpRelay relay = relay(peer)) {
            Sender first = send(relay, 1);
            peer.awaitStalled();
            Sender second = send(relay, 2);
            peer.release();

            assertThat(states(first)).containsExactly("U 0618");
            assertThat(states(second)).containsExactly("A");
            assertThat(peer.commands())
                    .filteredOn(line -> line.startsWith("BDAT"))
                    .hasSize(1);
        }
    }
}
