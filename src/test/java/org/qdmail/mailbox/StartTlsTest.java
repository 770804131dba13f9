package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.smtpserver.ServerLimits;

/** STARTTLS of the mailbox (RFC 3207), on the wire. */
class StartTlsTest {
    private static final String CONTENT = "Subject: x\r\n\r\n.\r\n";
    private static final String LOGIN =
            "AUTH PLAIN " + Base64.getEncoder().encodeToString("\0tim\0secret".getBytes(UTF_8));

    /** A record with a client's greeting of TLS 1.1 that offers two cipher suites of its time. */
    private static final byte[] GREETING_OF_TLS_1_1 = HexFormat.of()
            .parseHex("1603020031" + "0100002d" + "0302" + "5a".repeat(32) + "00" + "0004c013002f" + "0100" + "0000");

    @TempDir
    Path spool;

    @AutoClose
    final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @AutoClose
    final RawClient client = RawClient.greeted(mailbox);

    private EmbeddedMailbox impatient(Duration idle) {
        return EmbeddedMailbox.start(ServerLimits.defaults(spool).withIdle(idle), 0);
    }

    private RawClient encrypted() throws IOException {
        RawClient inside = client.encrypted(mailbox.certificate());
        inside.say("EHLO client.example");
        return inside;
    }

    @Test
    void takesAMailInsideTls() throws IOException {
        assertThat(encrypted().deliver("Subject: x\r\n\r\n..text\r\n.\r\n")).startsWith("250 2.0.0");

        assertThat(mailbox.awaitOne().octets()).asString(ISO_8859_1).isEqualTo("Subject: x\r\n\r\n.text\r\n");
    }

    @Test
    void isOfferedInTheClearAndNotInsideTls() throws IOException {
        assertThat(client.say("EHLO client.example").lines()).contains("250-STARTTLS");
        RawClient inside = client.encrypted(mailbox.certificate());

        assertThat(inside.say("EHLO client.example").lines())
                .startsWith("250-localhost", "250-PIPELINING")
                .noneMatch(line -> line.contains("STARTTLS"));
    }

    @Test
    void itsReplyComesInTheClear() throws IOException {
        assertThat(client.say("STARTTLS")).isEqualTo("220 2.0.0 begin the handshake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theDialogueTellsVersionAndCipherSuite(String version) throws IOException {
        RawClient inside = client.encrypted(mailbox.certificate(), version);
        inside.say("EHLO client.example");
        inside.deliver(CONTENT);

        assertThat(inside.tls()).startsWith(version + " TLS_");
        assertThat(mailbox.awaitOne().dialogue())
                .containsSequence(
                        "> STARTTLS",
                        "< 220 2.0.0 begin the handshake",
                        "# TLS started: " + inside.tls(),
                        "> EHLO client.example");
    }

    @Test
    void theDialogueOfEachMailBehindItTells() throws IOException {
        client.deliver(CONTENT);
        RawClient inside = encrypted();
        inside.deliver(CONTENT);
        inside.deliver(CONTENT);

        assertThat(mailbox.await(3))
                .extracting(mail -> mail.dialogue().contains("# TLS started: " + inside.tls()))
                .containsExactly(false, true, true);
    }

    @Test
    void forgetsTheGreeting() throws IOException {
        RawClient inside = client.encrypted(mailbox.certificate());

        assertThat(inside.say("MAIL FROM:<a@example.com>")).isEqualTo("503 5.5.1 EHLO comes first");
    }

    @Test
    void forgetsTheLogin() throws IOException {
        client.say(LOGIN);
        RawClient inside = encrypted();

        assertThat(inside.say(LOGIN)).startsWith("235 2.7.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STARTTLS now | 501 5.5.4 STARTTLS takes no parameter",
                "MAIL FROM:<a@example.com>, STARTTLS | 503 5.5.1 no STARTTLS inside a mail",
            })
    void isRefusedWhereItDoesNotBelong(String commands, String expected) throws IOException {
        String reply = "";
        for (String command : commands.split(", ")) reply = client.say(command);

        assertThat(reply).isEqualTo(expected);
        assertThat(client.say("NOOP")).startsWith("250");
    }

    @Test
    void isRefusedBeforeEhlo() throws IOException {
        try (RawClient silent = RawClient.connect(mailbox)) {
            silent.reply();

            assertThat(silent.say("STARTTLS")).isEqualTo("503 5.5.1 EHLO comes first");
        }
    }

    @Test
    void isRefusedInsideTls() throws IOException {
        RawClient inside = encrypted();

        assertThat(inside.say("STARTTLS")).isEqualTo("503 5.5.1 TLS has been started already");
        assertThat(inside.say("NOOP")).startsWith("250");
    }

    @Test
    void isRefusedWhenLfAloneEndsIt() throws IOException {
        client.write("STARTTLS\n");

        assertThat(client.reply()).startsWith("500 5.5.2");
    }

    /** The injection of CVE-2011-0411: whoever sits in between puts commands behind STARTTLS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<a@b>\r\n",
                "EHLO evil.example\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\n",
                "MAIL FROM:<a@",
                "\n",
            })
    void whatComesBehindItInTheSameWriteIsDiscarded(String injected) throws IOException {
        client.write("STARTTLS\r\n" + injected);

        assertThat(client.reply())
                .isEqualTo("503 5.5.1 nothing may follow STARTTLS before its reply (RFC 3207 section 4)");
        assertThat(client.isClosed()).isTrue();
        mailbox.assertEmpty();
    }

    @Test
    void whatComesInTheClearBehindItsReplyIsNoCommand() throws IOException {
        client.say("STARTTLS");
        client.write("MAIL FROM:<a@b>\r\n");

        assertThat(client.rest()).asString(ISO_8859_1).doesNotContain("\r\n");
    }

    @Test
    void aHandshakeThatFailsIsInTheLog() throws IOException {
        HeardLog log = HeardLog.listening();
        try {
            client.say("STARTTLS");
            client.write("MAIL FROM:<a@b>\r\n");
            client.rest();
            mailbox.close();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("mailbox: the TLS handshake failed")
                    .endsWith(": Unsupported or unrecognized SSL message");
        } finally {
            log.close();
        }
    }

    @Test
    void tls11IsAnsweredByTheAlertProtocolVersion() throws IOException {
        client.say("STARTTLS");
        client.write(GREETING_OF_TLS_1_1);

        assertThat(HexFormat.of().formatHex(client.rest())).matches("1503..0002" + "0246");
    }

    @Test
    void takesAFlightOfCommandsInsideTls() throws IOException {
        RawClient inside = encrypted();
        inside.write("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<no>\r\nDATA\r\n");

        assertThat(inside.replies(4))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "501", "354");
    }

    /** Longer than many records of TLS. */
    @Test
    void takesALargeChunkInsideTls() throws IOException {
        String text = ("0123456789".repeat(7) + "\r\n").repeat(10_000);
        RawClient inside = encrypted();
        inside.write(
                "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nBDAT " + text.length() + " LAST\r\n" + text);

        assertThat(inside.replies(3)).allMatch(reply -> reply.startsWith("250"));
        assertThat(mailbox.awaitOne().octets()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void takesALoginInsideTls() throws IOException {
        RawClient inside = encrypted();
        inside.say(LOGIN);
        inside.deliver(CONTENT);

        assertThat(mailbox.awaitOne().dialogue()).contains("# logged in as tim");
    }

    @Test
    void quitEndsTheConnection() throws IOException {
        RawClient inside = encrypted();

        assertThat(inside.say("QUIT")).startsWith("221");
        assertThat(inside.isClosed()).isTrue();
    }

    @Test
    void saysGoodbyeInsideTlsToASilentClient() throws IOException {
        try (EmbeddedMailbox impatient = impatient(Duration.ofSeconds(3));
                RawClient sender = RawClient.greeted(impatient);
                RawClient inside = sender.encrypted(impatient.certificate())) {
            assertThat(inside.reply()).startsWith("421 4.4.2");
            assertThat(inside.isClosed()).isTrue();
        }
    }

    @Test
    void aSilentHandshakeEndsWithoutAWordInTheClear() throws IOException {
        try (EmbeddedMailbox impatient = impatient(Duration.ofMillis(300));
                RawClient sender = RawClient.greeted(impatient)) {
            sender.say("STARTTLS");

            assertThat(sender.rest()).asString(ISO_8859_1).doesNotContain("\r\n");
        }
    }

    @Test
    void closingTheMailboxEndsAConnectionInsideTls() throws IOException {
        RawClient inside = encrypted();
        String prefix = "qdmail-mailbox-" + mailbox.smtpPort() + "-";
        mailbox.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(prefix));
        inside.close();
    }

    @Test
    void closingTheMailboxEndsAHandshake() throws IOException {
        client.say("STARTTLS");
        String prefix = "qdmail-mailbox-" + mailbox.smtpPort() + "-";
        mailbox.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(prefix));
    }

    @Test
    void aScriptedRefusalLeavesTheConnectionInTheClear() throws IOException {
        mailbox.script("STARTTLS", "454 4.7.0 not now").once();

        assertThat(client.say("STARTTLS")).isEqualTo("454 4.7.0 not now");
        assertThat(client.say("NOOP")).startsWith("250");
        assertThat(encrypted().say("NOOP")).startsWith("250");
    }

    @Test
    void aScriptedReplyOfSuccessStartsTls() throws IOException {
        mailbox.script("STARTTLS", "220 go").once();

        assertThat(client.say("STARTTLS")).isEqualTo("220 go");
        assertThat(client.handshake(mailbox.certificate()).say("NOOP")).startsWith("250");
    }

    @Test
    void aScriptedResetEndsAConnectionInsideTls() throws IOException {
        RawClient inside = encrypted();
        mailbox.script("NOOP", "reset");

        assertThatThrownBy(() -> inside.say("NOOP")).isInstanceOf(SocketException.class);
    }

    @Test
    void aScriptedCloseEndsAConnectionInsideTls() throws IOException {
        RawClient inside = encrypted();
        mailbox.script("NOOP", "close");
        inside.write("NOOP\r\n");

        assertThat(inside.isClosed()).isTrue();
    }
}
