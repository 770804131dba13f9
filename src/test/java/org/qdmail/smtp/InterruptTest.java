package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtpserver.ServerLimits;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.WireTime;

/** An interrupt between any two looks at the clock, of which each step takes several. */
class InterruptTest {
    @TempDir
    private Path spool;

    /** Whatever the thread was at, also at reading its spool file, the interrupt is what it tells of. */
    @ParameterizedTest
    @EnumSource(names = {"ENVELOPE", "BDAT"})
    void w4AnInterruptAtAnyMomentIsToldAsSuch(Pipelining pipelining) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        boolean interrupted = true;
        try (SmtpServer server = SmtpServer.start(
                        InetAddress.getLoopbackAddress(), 0, ServerLimits.defaults(spool), InstantSource.system());
                FrozenMail mail = Mails.spooled(1_000_000, spool)) {
            SmtpSettings settings =
                    SmtpSettings.loopback(server.address().getPort()).withPipelining(pipelining);
            for (int look = 1; interrupted; look++) {
                try (SmtpRelay relay = new SmtpRelay(settings, new InterruptingTime(look), HostNames.ofSystem())) {
                    SmtpReport report = relay.deliver(Mails.to("a@x.example"), mail);
                    interrupted = Thread.interrupted();
                    found.addAll(Play.states(report));
                }
            }
            assertThat(server.store().all())
                    .isNotEmpty()
                    .allMatch(stored -> stored.content().sizeOctets() == mail.sizeOctets());
        }
        assertThat(found).contains("A", "N 0617", "D 0617", "U 0618").isSubsetOf("A", "N 0617", "D 0617", "U 0618");
    }

    /** Interrupts the thread that made it at its n-th look. */
    private static final class InterruptingTime implements WireTime {
        private final WireTime time = WireTime.ofSystem();
        private final Thread thread = Thread.currentThread();
        private final AtomicInteger left;

        InterruptingTime(int looks) {
            left = new AtomicInteger(looks);
        }

        @Override
        public long nanoTime() {
            if (Thread.currentThread().equals(thread) && left.decrementAndGet() == 0) thread.interrupt();
            return time.nanoTime();
        }

        @Override
        public Beat start(String name, LongSupplier look) {
            return time.start(name, look);
        }
    }
}
