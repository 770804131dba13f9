package org.qdmail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    @AutoClose
    final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @AutoClose
    final RawClient client = RawClient.greeted(mailbox);

    @Test
    void m09RefusesTheSecondRecipientOfTheThirdMailOnly() throws IOException {
        mailbox.script("RCPT", "450 4.2.1 busy").mail(3).occurrence(2);

        List<String> replies = new ArrayList<>();
        for (int mail = 1; mail <= 4; mail++) {
            client.say("MAIL FROM:<a@example.com>");
            for (int recipient = 1; recipient <= 3; recipient++) {
                String reply = client.say("RCPT TO:<r" + recipient + "@example.com>");
                if (!reply.startsWith("250")) replies.add(mail + "." + recipient + " " + reply);
            }
            client.say("RSET");
        }

        assertThat(replies).containsExactly("3.2 450 4.2.1 busy");
    }

    @Test
    void aRefusedRecipientIsNotPartOfTheMail() throws IOException {
        mailbox.script("RCPT", "550 5.1.1 no").occurrence(2);
        client.write("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\nDATA\r\n");
        client.replies(4);
        client.write("Subject: x\r\n\r\n.\r\n");
        client.reply();

        assertThat(mailbox.awaitOne().recipients()).containsExactly("b@example.com");
    }

    @Test
    void happensEachTimeUntilTheServerBehaves() throws IOException {
        mailbox.script("MAIL", "451 4.3.0 later");
        assertThat(client.say("MAIL FROM:<a@example.com>")).startsWith("451");
        assertThat(client.say("MAIL FROM:<a@example.com>")).startsWith("451");

        mailbox.behave();
        assertThat(client.say("MAIL FROM:<a@example.com>")).startsWith("250");
    }

    @Test
    void canHideTheExtensions() throws IOException {
        mailbox.script("EHLO", "250-old.example\n250 SIZE 1000");

        assertThat(client.say("EHLO client.example")).isEqualTo("250-old.example\n250 SIZE 1000");
        assertThat(client.say("MAIL FROM:<a@example.com>")).startsWith("250");
    }

    @Test
    void closesAfter421() throws IOException {
        mailbox.script("RCPT", "421 4.3.2 shutting down");
        client.say("MAIL FROM:<a@example.com>");

        assertThat(client.say("RCPT TO:<b@example.com>")).startsWith("421");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void canReplaceTheGreeting() throws IOException {
        mailbox.script("CONNECT", "554 5.3.2 not today");
        try (RawClient other = RawClient.connect(mailbox)) {
            assertThat(other.reply()).isEqualTo("554 5.3.2 not today");
        }
    }

    @Test
    void keepsAMailWhoseReplyItSwallows() throws IOException {
        mailbox.script("END", "close");
        client.say("MAIL FROM:<a@example.com>");
        client.say("RCPT TO:<b@example.com>");
        client.say("DATA");
        client.write("Subject: x\r\n\r\n.\r\n");

        assertThat(client.isClosed()).isTrue();
        assertThat(mailbox.awaitOne().dialogue()).contains("# script: CLOSE in place of the reply");
    }

    @Test
    void refusesTheContentAtItsEnd() throws IOException {
        mailbox.script("END", "554 5.6.0 not this");

        assertThat(client.deliver("Subject: x\r\n\r\n.\r\n")).isEqualTo("554 5.6.0 not this");
        mailbox.assertEmpty();
    }

    @Test
    void resetsTheConnection() throws IOException {
        mailbox.script("MAIL", "reset");

        assertThatThrownBy(() -> client.say("MAIL FROM:<a@example.com>")).isInstanceOf(SocketException.class);
    }

    @Test
    void delaysTheUsualReply() throws IOException {
        mailbox.script("NOOP", "delay PT0.1S");
        Instant before = Instant.now();

        assertThat(client.say("NOOP")).startsWith("250");
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void stallsUntilTheServerCloses() throws IOException {
        mailbox.script("NOOP", "stall");
        client.write("NOOP\r\n");
        mailbox.close();

        assertThat(client.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "999 no", "45", "delay soon", "close now", "delay PT1S busy"})
    void refusesWordsThatItDoesNotKnow(String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> mailbox.script("RCPT", words));
    }
}
