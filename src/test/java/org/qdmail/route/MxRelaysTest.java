package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.qdmail.dns.DnsSettings;
import org.qdmail.dns.MailHost;
import org.qdmail.dns.PublishedTls;
import org.qdmail.envelope.Outcome;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.TlsMode;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/** More servers than are kept, on a machine whose threads are used up. */
class MxRelaysTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int KEPT = 64;
    private static final String TAKES = "send 220 mx.example ESMTP\nehlo PIPELINING\nserve\nagain\n";

    private static final WireTime SYSTEM = WireTime.ofSystem();

    private static MxRelays relays(ScriptedPeer peer, Executor threads, WireTime time) {
        DirectSettings settings = new DirectSettings(
                new DnsSettings(List.of(), LONG),
                SmtpSettings.loopback(peer.port()).withClientName("client.example"),
                DirectSettings.Tls.STARTTLS_OPTIONAL,
                5,
                true,
                false,
                false);
        return new MxRelays(settings, threads, time);
    }

    private static Outcome.State deliver(MxRelays relays, int host) throws UnknownHostException {
        MailHost one = new MailHost("m" + host + ".example", InetAddress.getByName("127.0.0.1"), PublishedTls.NOTHING);
        try (FrozenMail mail = Mails.mail()) {
            return relays.deliver(one, TlsMode.NONE, Mails.to("bob@example.net"), mail, Deadline.in(LONG, SYSTEM))
                    .outcomes()
                    .get(0)
                    .state();
        }
    }

    private static OutOfMemoryError noThread() {
        return new OutOfMemoryError("unable to create native thread");
    }

    @Test
    void outcomeStandsWhereNoThreadLetsTheEldestServerGo() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(TAKES)) {
            Executor none = task -> {
                throw noThread();
            };
            MxRelays relays = relays(peer, none, SYSTEM);
            for (int host = 0; host <= KEPT; host++) {
                int number = host;
                assertThatCode(() -> assertThat(deliver(relays, number)).isEqualTo(Outcome.State.ACCEPTED))
                        .doesNotThrowAnyException();
            }

            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (peer.openSockets() > KEPT) {
                assertThat(System.nanoTime() - end)
                        .as("the eldest is still open")
                        .isNegative();
                Thread.onSpinWait();
            }
            relays.close(Duration.ZERO);
        }
    }

    /** The first thread that a server needs is that of its limits. */
    @Test
    void serverThatCouldNotBeOpenedDoesNotCountAsOneThatRests() throws Exception {
        AtomicInteger missing = new AtomicInteger(KEPT + 1);
        WireTime scarce = new WireTime() {
            @Override
            public long nanoTime() {
                return SYSTEM.nanoTime();
            }

            @Override
            public Beat start(String name, LongSupplier look) {
                if (missing.getAndDecrement() > 0) throw noThread();
                return SYSTEM.start(name, look);
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.playing(TAKES)) {
            MxRelays relays = relays(peer, Runnable::run, scarce);
            for (int mail = 0; mail <= KEPT; mail++) {
                assertThatThrownBy(() -> deliver(relays, 1)).isInstanceOf(OutOfMemoryError.class);
            }
            for (int mail = 0; mail < 3; mail++) {
                assertThat(deliver(relays, 1)).isEqualTo(Outcome.State.ACCEPTED);
            }
            relays.close(Duration.ZERO);

            assertThat(peer.connections()).isEqualTo(1);
        }
    }
}
