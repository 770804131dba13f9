package org.qdmail.pop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ServerTrust;

class PopBeforeSmtpTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void withoutAThreadItFailsForThisMailAlone() throws Exception {
        ManualTime time = new ManualTime();
        AtomicBoolean none = new AtomicBoolean(true);
        String script = "send +OK\nwant USER mrose | send +OK\nwant PASS * | send +OK\nwant QUIT | send +OK\n";
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                PopBeforeSmtp login = new PopBeforeSmtp(settings(peer), time, HostNames.ofSystem(), task -> {
                    if (none.get()) throw new OutOfMemoryError("unable to create native thread");
                    return new Thread(task);
                })) {
            for (int mail = 0; mail < 2; mail++) {
                PopFailed failed = catchThrowableOfType(PopFailed.class, () -> login.require(Deadline.in(LONG, time)));
                assertThat(failed.fault().number()).isEqualTo("MAIL-0706");
                assertThat(failed.fault().text()).contains("unable to create native thread");
                assertThat(failed.isRetryable()).isTrue();
            }
            none.set(false);

            login.require(Deadline.in(LONG, time));
            peer.verify();
        }
    }

    @Test
    void whateverBreaksTheLoginIsTheReasonAndIsTold() throws Exception {
        ManualTime time = new ManualTime();
        Error broken = new StackOverflowError("deep");
        HostNames names = new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) {
                throw broken;
            }

            @Override
            public String ownName() {
                return "client.example";
            }
        };
        AtomicReference<Throwable> told = new AtomicReference<>();
        try (ScriptedPeer peer = ScriptedPeer.playing("refuse");
                PopBeforeSmtp login = new PopBeforeSmtp(settings(peer), time, names, task -> {
                    Thread thread = new Thread(task);
                    thread.setUncaughtExceptionHandler((own, failure) -> told.set(failure));
                    return thread;
                })) {
            PopFailed failed = catchThrowableOfType(PopFailed.class, () -> login.require(Deadline.in(LONG, time)));

            assertThat(failed.fault().number()).isEqualTo("MAIL-0706");
            assertThat(failed.fault().text()).contains("StackOverflowError: deep");
            assertThat(failed.isRetryable()).isTrue();
            assertThat(told).hasValue(broken);
        }
    }

    /** Its words may hold the password. */
    @Test
    void wordsOfABrokenSourceOfThePasswordAreNotTold() throws Exception {
        ManualTime time = new ManualTime();
        SecretSource vault = () -> {
            throw new IllegalStateException("not unsealed by S3CR3T staaf");
        };
        try (ScriptedPeer peer = ScriptedPeer.playing("refuse");
                PopBeforeSmtp login = new PopBeforeSmtp(settings(peer, vault), time, HostNames.ofSystem(), task -> {
                    Thread thread = new Thread(task);
                    thread.setUncaughtExceptionHandler((own, failure) -> {}); // it would print them
                    return thread;
                })) {
            PopFailed failed = catchThrowableOfType(PopFailed.class, () -> login.require(Deadline.in(LONG, time)));

            assertThat(failed.fault().number()).isEqualTo("MAIL-0706");
            assertThat(failed.fault().text())
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("unsealed");
        }
    }

    private static PopSettings settings(ScriptedPeer peer) {
        return settings(peer, SecretSource.of(Secret.of("S3CR3T staaf")));
    }

    private static PopSettings settings(ScriptedPeer peer, SecretSource password) {
        return new PopSettings(
                "127.0.0.1",
                peer.port(),
                PopSettings.Tls.NONE,
                ServerTrust.judging(List.of(PeerCertificates.ca())),
                "mrose",
                password,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                LONG);
    }
}
