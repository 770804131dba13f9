package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing inside a content ends it, and no line that LF alone ends becomes a command. */
class SmugglingTest {
    private static final String SMUGGLED = "MAIL FROM:<x@example.com>\r\nRCPT TO:<y@example.com>\r\nDATA\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\r",
                "\r\n.\n",
                "\r\n\0.\r\n",
                "\n.\r",
                "\r.\n",
                "\r\n.\r\r\n",
                "\r\r\n.\r\r\n"
            })
    void m08EndsTheContentNowhereElse(String sequence) throws IOException {
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                RawClient client = RawClient.greeted(mailbox)) {
            String reply = client.deliver("A" + sequence + SMUGGLED + "B\r\n.\r\n");

            assertThat(reply).startsWith("250 2.0.0");
            assertThat(client.say("NOOP")).startsWith("250");
            assertThat(mailbox.awaitOne().octets())
                    .asString(ISO_8859_1)
                    .isEqualTo("A" + sequence.replace("\r\n.", "\r\n") + SMUGGLED + "B\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void m08DoesNotDependOnHowTheOctetsAreSplit(int step) throws IOException {
        byte[] content = ("A\n.\n" + "B\r\r\n.\r\r\n" + "C\r\n..\r\n.\r\n").getBytes(ISO_8859_1);
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                RawClient client = RawClient.greeted(mailbox)) {
            client.say("MAIL FROM:<a@example.com>");
            client.say("RCPT TO:<b@example.com>");
            client.say("DATA");
            for (int at = 0; at < content.length; at += step) {
                client.write(Arrays.copyOfRange(content, at, Math.min(at + step, content.length)));
            }

            assertThat(client.reply()).startsWith("250");
            assertThat(mailbox.awaitOne().octets()).asString(ISO_8859_1).isEqualTo("A\n.\nB\r\r\n\r\r\nC\r\n.\r\n");
        }
    }

    @Test
    void m08EndsTheContentAtCrLfDotCrLf() throws IOException {
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                RawClient client = RawClient.greeted(mailbox)) {
            client.say("MAIL FROM:<a@example.com>");
            client.say("RCPT TO:<b@example.com>");
            client.say("DATA");
            client.write("A\r\n.\r\nNOOP\r\n");

            assertThat(client.replies(2)).allSatisfy(reply -> assertThat(reply).startsWith("250 2.0.0"));
            assertThat(mailbox.awaitOne().octets()).asString(ISO_8859_1).isEqualTo("A\r\n");
        }
    }

    @Test
    void m08AnEmptyContentIsALoneDot() throws IOException {
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                RawClient client = RawClient.greeted(mailbox)) {
            assertThat(client.deliver(".\r\n")).startsWith("250");
            assertThat(mailbox.awaitOne().octets()).isEmpty();
        }
    }

    @Test
    void refusesACommandThatLfAloneEnds() throws IOException {
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                RawClient client = RawClient.greeted(mailbox)) {
            client.write("MAIL FROM:<a@example.com>\n");

            assertThat(client.reply()).startsWith("500 5.5.2 the line ends with LF alone");
            assertThat(client.say("RCPT TO:<b@example.com>")).startsWith("503");
        }
    }
}
