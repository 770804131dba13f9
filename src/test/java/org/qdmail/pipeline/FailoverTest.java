package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;
import org.qdmail.smtp.peer.ScriptedPeer;

class FailoverTest {
    @Test
    void secT4EachRelayGetsItsOwnLoginAlone() {
        try (ScriptedPeer first = ScriptedPeer.playing(
                        """
                        send 220 one.example ESMTP
                        ehlo AUTH PLAIN
                        want AUTH PLAIN AGZpcnN0LXVzZXIAZmlyc3QtcGFzc3dvcmQ= | send 235 2.7.0 ok
                        want MAIL FROM:<shop@example.com>* | send 450 4.3.0 later
                        """);
                ScriptedPeer second = ScriptedPeer.playing(
                        """
                        send 220 two.example ESMTP
                        ehlo AUTH PLAIN
                        want AUTH PLAIN AHNlY29uZC11c2VyAHNlY29uZC1wYXNzd29yZA== | send 235 2.7.0 ok
                        want MAIL FROM:<shop@example.com>* | send 250 ok
                        want RCPT TO:<bob@example.net>* | send 250 ok
                        want DATA | send 354 go on
                        body to-dot | send 250 ok
                        """);
                StandaloneMailService mail = service(first.port(), second.port())) {
            SendResult result = mail.send("bob@example.net", "x", "y");

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(second.stored()).hasSize(1);
            assertThat(first.stored()).isEmpty();
        }
    }

    @Test
    void qd37RefusedForGoodIsNotTriedElsewhere() {
        try (EmbeddedMailbox first = EmbeddedMailbox.start();
                EmbeddedMailbox second = EmbeddedMailbox.start();
                StandaloneMailService mail = service(first.smtpPort(), second.smtpPort())) {
            first.script("RCPT", "550 5.1.1 no");

            assertThatThrownBy(() ->
                            assertThat(mail.send("bob@example.net", "x", "y")).isNull())
                    .isInstanceOf(DeliveryFailed.class);
            second.assertEmpty();
        }
    }

    @Test
    void k7InDoubtIsNotTriedElsewhere() {
        try (EmbeddedMailbox first = EmbeddedMailbox.start();
                EmbeddedMailbox second = EmbeddedMailbox.start();
                StandaloneMailService mail = service(first.smtpPort(), second.smtpPort())) {
            first.script("END", "close");

            SendResult result = mail.send("bob@example.net", "x", "y");
            assertThat(result.outcomes().get(0).state()).isEqualTo(Outcome.State.UNKNOWN);
            assertThat(result.outcomes().get(0).number()).contains("MAIL-0618");
            second.assertEmpty();
        }
    }

    @Test
    void k7OnlyTheDeferredRecipientGoesOn() {
        try (EmbeddedMailbox first = EmbeddedMailbox.start();
                EmbeddedMailbox second = EmbeddedMailbox.start();
                StandaloneMailService mail = service(first.smtpPort(), second.smtpPort())) {
            first.script("RCPT", "450 4.2.1 busy").occurrence(2);

            SendResult result = mail.send(MailMessage.to("a@example.net", "b@example.net")
                    .subject("x")
                    .text("y")
                    .build());
            assertThat(result.isAllAccepted()).isTrue();
            assertThat(first.awaitOne().recipients()).containsExactly("a@example.net");
            assertThat(second.awaitOne().recipients()).containsExactly("b@example.net");
            assertThat(second.awaitOne().octets()).isEqualTo(first.awaitOne().octets());
        }
    }

    private static StandaloneMailService service(int first, int second) {
        Map<String, String> keys = new HashMap<>();
        keys.put("qdmail.smtp.host", "127.0.0.1");
        keys.put("qdmail.smtp.port", String.valueOf(first));
        keys.put("qdmail.smtp.user", "first-user");
        keys.put("qdmail.smtp.password", "first-password");
        keys.put("qdmail.smtp.failover", "second");
        keys.put("qdmail.mailer.second.smtp.host", "127.0.0.1");
        keys.put("qdmail.mailer.second.smtp.port", String.valueOf(second));
        keys.put("qdmail.mailer.second.smtp.user", "second-user");
        keys.put("qdmail.mailer.second.smtp.password", "second-password");
        keys.put("qdmail.defaults.from", "shop@example.com");
        return MailService.open(keys);
    }
}
