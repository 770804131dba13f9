package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.message.MailMessage;
import org.qdmail.settings.QdmailSettings;
import org.qdmail.smtp.peer.ScriptedPeer;

class ClosingMailersTest {
    private static final String WAITS =
            """
            send 220 mx.example ESMTP
            ehlo
            want MAIL * | stall
            send 250 ok
            serve
            """;

    private static final String NEVER_ANSWERS =
            """
            send 220 mx.example ESMTP
            ehlo
            want MAIL * | stall
            again
            """;

    /** The common pool may have one thread alone. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    /** Each waits for its mail, but none takes another one while the others wait. */
    @Test
    void w5AllMailersCloseAtOnce() throws Exception {
        try (ScriptedPeer first = ScriptedPeer.playing(WAITS);
                ScriptedPeer second = ScriptedPeer.playing(WAITS)) {
            Mailers mailers = mailers(first.port(), second.port());
            List<StandaloneMailService> both = Stream.of("", "bulk")
                    .map(name -> mailers.named(name).orElseThrow())
                    .toList();
            List<CompletableFuture<SendResult>> sent = both.stream()
                    .map(mailer -> mailer.sendAsync(mail()).toCompletableFuture())
                    .toList();
            first.awaitStalled();
            second.awaitStalled();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(mailers::close, OWN_THREAD);

            both.forEach(ClosingMailersTest::awaitRefusal);
            assertThat(sent).noneMatch(CompletableFuture::isDone);
            first.release();
            second.release();
            for (CompletableFuture<SendResult> each : sent) {
                assertThat(each.get(5, TimeUnit.SECONDS).isAllAccepted()).isTrue();
            }
            closed.get(5, TimeUnit.SECONDS);
        }
    }

    /** The service and its route do not give it ten seconds each. */
    @Test
    void w5MailHasTenSecondsToEndAndNoMore() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(NEVER_ANSWERS);
                StandaloneMailService mailer = MailService.open(keys(peer))) {
            CompletableFuture<SendResult> sent = CompletableFuture.supplyAsync(() -> mailer.send(mail()), OWN_THREAD);
            peer.awaitStalled();
            CompletableFuture.runAsync(mailer::close, OWN_THREAD).get(18, TimeUnit.SECONDS);

            assertThat(sent)
                    .failsWithin(1, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("MAIL-0617");
        }
    }

    /** One in a hurry does not wait; the mails that run have their grace all the same, and those that are queued end. */
    @Test
    void w5EveryQueuedStageEndsAlthoughTheClosingThreadIsInterrupted() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(NEVER_ANSWERS);
                StandaloneMailService mailer = MailService.open(keys(peer))) {
            List<CompletableFuture<SendResult>> sent = send(mailer, 100);
            peer.awaitStalled();
            Thread closing = new Thread(() -> {
                Thread.currentThread().interrupt();
                mailer.close();
            });
            closing.start();
            closing.join();
            awaitRefusal(mailer);
            peer.close();

            assertAllHaveEnded(sent);
        }
    }

    /** The grace is over, and nobody was interrupted: the threads go on to those that are queued. */
    @Test
    void w5EveryQueuedStageEndsBehindTheGrace() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(NEVER_ANSWERS)) {
            StandaloneMailService mailer = MailService.open(keys(peer));
            List<CompletableFuture<SendResult>> sent = send(mailer, 1000);
            peer.awaitStalled();
            CompletableFuture.runAsync(mailer::close, OWN_THREAD).get(18, TimeUnit.SECONDS);

            assertAllHaveEnded(sent);
        }
    }

    private static List<CompletableFuture<SendResult>> send(StandaloneMailService mailer, int mails) {
        return Stream.generate(() -> mailer.sendAsync(mail()).toCompletableFuture())
                .limit(mails)
                .toList();
    }

    /** The four that ran in one way or the other, those that were queued since the service is closed. */
    private static void assertAllHaveEnded(List<CompletableFuture<SendResult>> sent) {
        assertThat(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)))
                .failsWithin(5, TimeUnit.SECONDS);
        assertThat(sent.subList(4, sent.size())).allSatisfy(queued -> assertThat(queued)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("MAIL-0004"));
    }

    private static Map<String, String> keys(ScriptedPeer peer) {
        return Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", String.valueOf(peer.port()),
                "qdmail.defaults.from", "shop@example.com");
    }

    private static void awaitRefusal(StandaloneMailService mailer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            try {
                mailer.check(mail());
            } catch (QueueUnavailable closed) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        throw new AssertionError("a mailer is still open while another one waits for its mail");
    }

    private static MailMessage mail() {
        return MailMessage.to("bob@example.net").subject("x").text("y").build();
    }

    private static Mailers mailers(int first, int second) {
        QdmailSettings settings = Configuration.of(Map.of(
                        "qdmail.smtp.host", "127.0.0.1",
                        "qdmail.smtp.port", String.valueOf(first),
                        "qdmail.mailer.bulk.smtp.host", "127.0.0.1",
                        "qdmail.mailer.bulk.smtp.port", String.valueOf(second),
                        "qdmail.defaults.from", "shop@example.com"))
                .read(UsedNames.STANDALONE, Sessions.NONE);
        return Mailers.start(settings, Events.NONE, SendWatch.NONE, OWN_THREAD);
    }
}
