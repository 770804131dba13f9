package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;

/** The end of a connection on a machine that has no thread left to say QUIT. The time stands still: nothing ends by a limit. */
class FarewellsTest {
    private static final String MAIL =
            """
            want MAIL * | send 250 ok
            want RCPT * | send 250 ok
            want DATA | send 354 go on
            body to-dot | stall
            send 250 ok
            """;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final ScarceThreads threads = new ScarceThreads();

    private SmtpRelay relay(ScriptedPeer peer, PoolSettings pool) {
        SmtpSettings settings = SmtpSettings.loopback(peer.port())
                .withClientName("shop.example")
                .withPool(pool);
        return new SmtpRelay(settings, time, HostNames.ofSystem(), threads);
    }

    private static Future<SmtpReport> sender(SmtpRelay relay) {
        return Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
    }

    private static SmtpReport report(Future<SmtpReport> sender) throws Exception {
        return sender.get(20, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("it does not come to hold");
            Thread.onSpinWait();
        }
    }

    @Test
    void anAcceptedMailStaysAcceptedAndItsConnectionEnds() throws Exception {
        String open = Play.GREETING + "ehlo\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(open + MAIL + "drain\nnext\n" + open + "serve\n");
                SmtpRelay relay = relay(peer, new PoolSettings(1, 1, MINUTE, MINUTE))) {
            Future<SmtpReport> first = sender(relay);
            peer.awaitStalled();
            threads.runOut();
            peer.release();

            assertThat(Play.states(report(first))).containsExactly("A");
            assertThat(threads.refused()).isEqualTo(1);
            assertThat(relay.use().used()).isZero();
            await(() -> peer.openSockets() == 0);

            threads.comeBack();
            assertThat(Play.states(report(sender(relay)))).containsExactly("A");
        }
    }

    @Test
    void closingEndsEveryKeptConnection() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\n" + MAIL + "drain\nagain\n");
                SmtpRelay relay = relay(peer, new PoolSettings(2, 100, MINUTE, MINUTE))) {
            Future<SmtpReport> first = sender(relay);
            Future<SmtpReport> second = sender(relay);
            peer.awaitStalled();
            peer.awaitStalled();
            peer.release();
            assertThat(Play.states(report(first))).containsExactly("A");
            assertThat(Play.states(report(second))).containsExactly("A");
            assertThat(relay.use().idle()).isEqualTo(2);
            threads.runOut();

            relay.close();

            assertThat(threads.refused()).isEqualTo(2);
            await(() -> peer.openSockets() == 0);
            assertThat(time.watchdogs()).isZero();
        }
    }

    @Test
    void aConnectionThatWasKeptForTooLongEnds() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve 1\ndrain\n");
                SmtpRelay relay = relay(peer, new PoolSettings(1, 100, Duration.ofSeconds(30), MINUTE))) {
            assertThat(Play.states(report(sender(relay)))).containsExactly("A");
            threads.runOut();
            time.advance(Duration.ofSeconds(30));

            assertThat(threads.refused()).isEqualTo(1);
            assertThat(relay.use().idle()).isZero();
            await(() -> peer.openSockets() == 0);
        }
    }

    /** Neither for the look-up of the name: that is told, and holds for this mail alone. */
    @Test
    void aMailWithoutAThreadForItsLookUpIsRetryable() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve\n");
                SmtpRelay relay = relay(peer, PoolSettings.DEFAULT)) {
            threads.runOut();
            for (int mail = 0; mail < 2; mail++) {
                SmtpReport report = report(sender(relay));
                assertThat(Play.states(report)).containsExactly("N 0601");
                assertThat(report.outcomes().get(0).isRetryable()).isTrue();
                assertThat(report.outcomes().get(0).fault().orElseThrow().text())
                        .contains("unable to create native thread");
                assertThat(relay.use().used()).isZero();
            }
            threads.comeBack();

            assertThat(Play.states(report(sender(relay)))).containsExactly("A");
        }
    }
}
