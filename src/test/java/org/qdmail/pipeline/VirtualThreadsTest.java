package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.MailMessage;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;

/** Callers that are virtual threads leave their carriers while they wait; on a JDK without such threads, they just send. */
class VirtualThreadsTest {
    private static final int CALLERS = 200;
    private static final int CONNECTIONS = 2;
    private static final String HOLDS_ITS_REPLIES =
            """
            send 220 mx.example ESMTP
            ehlo PIPELINING, CHUNKING, SIZE 100000000
            stall
            serve
            again
            """;

    @TempDir
    Path directory;

    /** Some wait for a reply, all others for a connection, or for the mails before theirs. */
    @ParameterizedTest
    @CsvSource({
        "envelope, none, false",
        "envelope, implicit, true",
        "bdat, none, true",
        "window, none, false",
        "window, none, true",
        "window, implicit, false"
    })
    void callersThatWaitHoldNoCarrier(String pipelining, String tls, boolean signed) throws Exception {
        String script = tls.equals("none") ? HOLDS_ITS_REPLIES : "tls good\n" + HOLDS_ITS_REPLIES;
        Map<String, String> keys = keys(pipelining, tls, signed);
        sendFromAll(script, keys); // loads the classes: who waits for that holds its carrier, whatever the code does
        try (Pins pins = new Pins()) {
            sendFromAll(script, keys);

            assertThat(pins.ofOurs()).isEmpty();
        }
    }

    private static void sendFromAll(String script, Map<String, String> keys) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(script);
                StandaloneMailService mail = open(keys, peer.port())) {
            Callers callers = Callers.start(CALLERS, () -> send(mail));
            callers.awaitWaiting(CALLERS - CONNECTIONS); // those who read count as running unless they are virtual
            for (int stalled = 0; stalled < CONNECTIONS; stalled++) peer.awaitStalled();
            peer.release();

            assertThat(callers.results()).hasSize(CALLERS).allMatch(SendResult::isAllAccepted);
            assertThat(peer.stored()).hasSize(CALLERS);
        }
    }

    private static StandaloneMailService open(Map<String, String> keys, int port) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("qdmail.smtp.port", String.valueOf(port));
        return MailService.open(all);
    }

    private static SendResult send(MailService mail) {
        return mail.send(MailMessage.to("bob@example.net")
                .subject("Order 42")
                .text("Thank you.")
                .build());
    }

    private Map<String, String> keys(String pipelining, String tls, boolean signed) throws Exception {
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdmail.smtp.host",
                "127.0.0.1",
                "qdmail.smtp.tls",
                tls,
                "qdmail.smtp.trust-file",
                authority().toString(),
                "qdmail.smtp.pipelining",
                pipelining,
                "qdmail.smtp.pool.connections",
                String.valueOf(CONNECTIONS),
                "qdmail.defaults.from",
                "shop@example.com"));
        if (signed) {
            KeyPairs.rsa(directory, "shop", "shop@example.com");
            keys.put("qdmail.path.certificates", directory.toString());
            keys.put("qdmail.sign.certificate-file", "shop-cert.pem");
            keys.put("qdmail.sign.private-key-file", "shop-private.pem");
            keys.put("qdmail.defaults.signed", "true");
        }
        return keys;
    }

    private Path authority() throws Exception {
        String body =
                Base64.getMimeEncoder().encodeToString(PeerCertificates.ca().getEncoded());
        return Files.writeString(
                directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** Otherwise the test above would say nothing. */
    @Test
    void aCallerThatHoldsItsCarrierIsSeen() throws Exception {
        try (Pins pins = new Pins()) {
            Thread caller = Callers.start(Holding::begin);
            while (!Callers.isWaiting(caller)) {
                assertThat(caller.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            Holding.GO_ON.countDown();
            caller.join();

            assertThat(pins.ofOurs().isEmpty()).isNotEqualTo(Callers.areVirtual());
        }
    }

    /** Waits while a class is initialised, which holds the carrier on every JDK. */
    private static final class Holding {
        private static final CountDownLatch GO_ON = new CountDownLatch(1);

        private static void begin() {
            new Held();
        }

        private static final class Held {
            static {
                try {
                    GO_ON.await();
                } catch (InterruptedException ended) {
                    throw new AssertionError(ended);
                }
            }
        }
    }
}
