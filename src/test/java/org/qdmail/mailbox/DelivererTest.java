// SPDX-License-Identifier: Apache-2.0
package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.settings.MailboxSettings;
import org.qdmail.smtpserver.ServerLimits;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.smtpserver.StoredMail;

/** Delivery receipts that the mailbox answers by itself. */
@Timeout(30)
class DelivererTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();

    @TempDir
    Path spool;

    private SmtpServer server;

    @BeforeEach
    void start() {
        server = SmtpServer.start(
                InetAddress.getLoopbackAddress(), 0, ServerLimits.defaults(spool), InstantSource.system());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Deliverer deliverer(Duration after) {
        return new Deliverer(
                server.store(),
                after,
                now::get,
                (mail, request) ->
                        answered.add(request.kind() + " " + request.recipient().orElse("all")));
    }

    private static void send(int port, String from, String... recipients) throws IOException {
        try (RawClient client = RawClient.connect(port)) {
            client.reply();
            client.say("EHLO client.example");
            client.say("MAIL FROM:" + from);
            for (String recipient : recipients) client.say("RCPT TO:" + recipient);
            client.say("DATA");
            client.say("Subject: x\r\n\r\ny\r\n.");
        }
    }

    @Test
    void recipientsWhoseNotifyHasSuccessAreAnsweredOnce() throws Exception {
        try (Deliverer deliverer = deliverer(Duration.ZERO)) {
            send(
                    server.address().getPort(),
                    "<shop@example.com>",
                    "<a@example.jp> NOTIFY=SUCCESS,FAILURE",
                    "<b@example.jp> NOTIFY=FAILURE",
                    "<c@example.jp>",
                    "<d@example.jp> NOTIFY=success");
            now.updateAndGet(instant -> instant.plusSeconds(60));
            server.store().touch();

            assertThat(answered.poll(10, TimeUnit.SECONDS)).isEqualTo("DELIVERED a@example.jp");
            assertThat(answered.poll(10, TimeUnit.SECONDS)).isEqualTo("DELIVERED d@example.jp");
            send(server.address().getPort(), "<>", "<e@example.jp> NOTIFY=SUCCESS");
            send(server.address().getPort(), "<shop@example.com>", "<f@example.jp> NOTIFY=SUCCESS");
            now.updateAndGet(instant -> instant.plusSeconds(60));
            server.store().touch();
            assertThat(answered.poll(10, TimeUnit.SECONDS))
                    .as("neither a second time, nor to nobody")
                    .isEqualTo("DELIVERED f@example.jp");
        }
    }

    @Test
    void nothingIsAnsweredBeforeItsTime() throws Exception {
        try (Deliverer deliverer = deliverer(Duration.ofHours(1))) {
            send(server.address().getPort(), "<shop@example.com>", "<a@example.jp> NOTIFY=SUCCESS");
            now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(59)));
            server.store().touch();
            send(server.address().getPort(), "<shop@example.com>", "<b@example.jp> NOTIFY=SUCCESS");
            assertThat(answered).isEmpty();
            now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(2)));
            server.store().touch();

            assertThat(answered.poll(10, TimeUnit.SECONDS)).isEqualTo("DELIVERED a@example.jp");
        }
    }

    /** The whole way: a real report arrives in the mailbox. */
    @Test
    void reportArrivesByItself() throws Exception {
        SharedMailbox mailbox = new SharedMailbox(() -> new SharedMailbox.Configured(
                Optional.of(new MailboxSettings(
                        InetAddress.getLoopbackAddress(), 0, 10, 1 << 20, true, Optional.of(Duration.ZERO))),
                spool));
        try {
            send(mailbox.smtpPort(), "<shop@example.com>", "<a@example.jp> NOTIFY=SUCCESS ORCPT=rfc822;a@example.jp");

            List<StoredMail> mails = mailbox.server().store().await(2, Duration.ofSeconds(20));
            assertThat(mails).hasSize(2);
            assertThat(mails.get(1).mail().address()).isEmpty();
            assertThat(mails.get(1).recipients().get(0).address()).isEqualTo("shop@example.com");
            String report = new String(mails.get(1).content().open().readAllBytes(), UTF_8);
            assertThat(report)
                    .contains(
                            "report-type=delivery-status", "Action: delivered", "Final-Recipient: rfc822;a@example.jp");
            assertThat(mailbox.server().store().await(3, Duration.ofMillis(1))).hasSize(2);
        } finally {
            mailbox.stop();
        }
    }
}
