package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.smtpserver.ServerLimits;

class SmtpDialogueTest {
    private static final String MAIL = "Subject: hello\r\n\r\nText\r\n";

    @TempDir
    Path spool;

    @AutoClose
    final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @AutoClose
    final RawClient client = RawClient.greeted(mailbox);

    private static EmbeddedMailbox bounded(ServerLimits limits) {
        return EmbeddedMailbox.start(limits, 0);
    }

    private ServerLimits limits() {
        return ServerLimits.defaults(spool);
    }

    @Test
    void ehloListsTheExtensions() throws IOException {
        assertThat(client.say("EHLO client.example").lines())
                .containsExactly(
                        "250-localhost",
                        "250-PIPELINING",
                        "250-SIZE 209715200",
                        "250-8BITMIME",
                        "250-SMTPUTF8",
                        "250-ENHANCEDSTATUSCODES",
                        "250-CHUNKING",
                        "250-DSN",
                        "250-STARTTLS",
                        "250 AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2 OAUTHBEARER");
    }

    @Test
    void keepsTheEnvelopeExactlyAsSent() throws IOException {
        client.say("MAIL FROM:<Alice@Example.ORG> RET=HDRS ENVID=QQ314159");
        client.say("RCPT TO:<Bob@Example.COM> NOTIFY=SUCCESS ORCPT=rfc822;Bob@Example.COM");
        client.say("RCPT TO:<Fred@Bombs.AF.MIL> NOTIFY=NEVER");
        client.say("DATA");
        client.write(MAIL + ".\r\n");
        client.reply();

        ReceivedMail received = mailbox.awaitOne();
        assertThat(received.mailCommand()).isEqualTo("MAIL FROM:<Alice@Example.ORG> RET=HDRS ENVID=QQ314159");
        assertThat(received.recipientCommands())
                .containsExactly(
                        "RCPT TO:<Bob@Example.COM> NOTIFY=SUCCESS ORCPT=rfc822;Bob@Example.COM",
                        "RCPT TO:<Fred@Bombs.AF.MIL> NOTIFY=NEVER");
    }

    @Test
    void keepsTheOctetsOfTheWireWithDotsUnstuffed() throws IOException {
        client.deliver("Subject: dots\r\n\r\n..leading\r\n...\r\nend.\r\n.\r\n");

        assertThat(mailbox.awaitOne().octets())
                .asString(ISO_8859_1)
                .isEqualTo("Subject: dots\r\n\r\n.leading\r\n..\r\nend.\r\n");
    }

    @Test
    void m04KeepsEightBitOctetsThatNobodyAnnounced() throws IOException {
        byte[] content = "Subject: \u00e9\r\n\r\n\u0083e\u0083X\u0083g\r\n".getBytes(ISO_8859_1);
        client.say("MAIL FROM:<a@example.com>");
        client.say("RCPT TO:<b@example.com>");
        client.say("DATA");
        client.write(content);
        client.write(".\r\n");
        client.reply();

        assertThat(mailbox.awaitOne().octets()).isEqualTo(content);
    }

    @Test
    void m07ToleratesABlankBeforeThePathAndKeepsTheParameters() throws IOException {
        client.say("MAIL FROM:<a@example.com>");

        assertThat(client.say("RCPT TO: <b@example.com> NOTIFY=NEVER")).startsWith("250 2.1.5");
        client.say("DATA");
        client.write(MAIL + ".\r\n");
        client.reply();
        assertThat(mailbox.awaitOne().recipientCommands()).containsExactly("RCPT TO: <b@example.com> NOTIFY=NEVER");
        assertThat(mailbox.awaitOne().recipients()).containsExactly("b@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTIFY=NEVER,SUCCESS",
                "NOTIFY=",
                "NOTIFY=SUCCESS,SUCCESS",
                "NOTIFY=OFTEN",
                "NOTIFY=SUCCESS NOTIFY=FAILURE",
                "ORCPT=b@example.com",
                "ORCPT=rfc822;a+2b@example.com",
                "ORCPT=rfc822;a=b@example.com"
            })
    void refusesDsnParametersThatRfc3461DoesNotAllow(String parameters) throws IOException {
        client.say("MAIL FROM:<a@example.com>");

        assertThat(client.say("RCPT TO:<b@example.com> " + parameters)).startsWith("501 5.5.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RET=SOME", "ENVID=a b=", "ENVID=a=b", "SIZE=many", "BODY=BINARYMIME", "RET=HDRS RET=FULL"})
    void refusesMailParametersThatAreNotAllowed(String parameters) throws IOException {
        assertThat(client.say("MAIL FROM:<a@example.com> " + parameters)).startsWith("501 5.5.4");
    }

    @Test
    void refusesAnEnvelopeIdOfMoreThanAHundredCharacters() throws IOException {
        assertThat(client.say("MAIL FROM:<a@example.com> ENVID=" + "e".repeat(101)))
                .startsWith("501 5.5.4");
        assertThat(client.say("MAIL FROM:<a@example.com> ENVID=" + "e".repeat(100)))
                .startsWith("250 2.1.0");
    }

    @Test
    void refusesParametersThatAreNotOffered() throws IOException {
        assertThat(client.say("MAIL FROM:<a@example.com> BY=125;R")).startsWith("555 5.5.4");
    }

    @Test
    void refusesASizeBeyondTheLimitBeforeTheContent() throws IOException {
        assertThat(client.say("MAIL FROM:<a@example.com> SIZE=209715201")).startsWith("552 5.3.4");
    }

    @Test
    void takesAnAddressThatIsNotAsciiOnlyWithSmtpUtf8() throws IOException {
        assertThat(client.say("MAIL FROM:<\u7528\u6237@example.com>")).startsWith("553 5.6.7");
        assertThat(client.say("MAIL FROM:<\u7528\u6237@example.com> SMTPUTF8")).startsWith("250 2.1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT TO:<b@example.com> | 503 5.5.1",
                "DATA | 503 5.5.1",
                "BDAT x | 501 5.5.4",
                "FOO | 500 5.5.1",
                "MAIL FROM:a@example.com | 501 5.5.2",
                "MAIL FROM:<a@example.com>x | 501 5.5.2",
                "MAIL FROM:<aexample.com> | 501 5.1.3",
                "RCPT FROM:<a@example.com> | 503 5.5.1",
                "VRFY a | 252 2.5.2",
                "NOOP | 250 2.0.0",
                "EHLO | 501 5.5.4",
            })
    void answersWhatIsOutOfPlace(String command, String reply) throws IOException {
        assertThat(client.say(command)).startsWith(reply);
    }

    @Test
    void refusesALocalPartOf65Octets() throws IOException {
        assertThat(client.say("MAIL FROM:<" + "a".repeat(65) + "@example.com>")).startsWith("501 5.1.3");
        assertThat(client.say("MAIL FROM:<" + "a".repeat(64) + "@example.com>")).startsWith("250");
    }

    @Test
    void takesAQuotedLocalPartWithABracket() throws IOException {
        assertThat(client.say("MAIL FROM:<\"a>b\\\"c\"@example.com>")).startsWith("250");
    }

    @Test
    void needsEhloBeforeMail() throws IOException {
        try (RawClient silent = RawClient.connect(mailbox)) {
            silent.reply();

            assertThat(silent.say("MAIL FROM:<a@example.com>")).startsWith("503 5.5.1");
        }
    }

    @Test
    void rsetForgetsTheMail() throws IOException {
        client.say("MAIL FROM:<a@example.com>");
        client.say("RCPT TO:<b@example.com>");

        assertThat(client.say("RSET")).startsWith("250 2.0.0");
        assertThat(client.say("DATA")).startsWith("503 5.5.1");
    }

    @Test
    void answersAFlightOfCommandsInOrder() throws IOException {
        client.write("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<no>\r\nDATA\r\n");

        assertThat(client.replies(4))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "501", "354");
    }

    @Test
    void takesAMailInOneFlightByBdat() throws IOException {
        client.write("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nBDAT " + MAIL.length() + " LAST\r\n"
                + MAIL + "QUIT\r\n");

        assertThat(client.replies(4))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "250", "221");
        assertThat(mailbox.awaitOne().octets()).isEqualTo(MAIL.getBytes(UTF_8));
    }

    @Test
    void joinsChunksAndLeavesDotsAlone() throws IOException {
        client.say("MAIL FROM:<a@example.com>");
        client.say("RCPT TO:<b@example.com>");
        client.write("BDAT 7\r\na\r\n.\r\n.");
        assertThat(client.reply()).startsWith("250 2.0.0");
        client.write("BDAT 4\r\n..\r\n");
        assertThat(client.reply()).startsWith("250 2.0.0");

        assertThat(client.say("BDAT 0 LAST")).startsWith("250 2.0.0");
        assertThat(mailbox.awaitOne().octets()).asString(ISO_8859_1).isEqualTo("a\r\n.\r\n...\r\n");
    }

    @Test
    void readsTheChunkOfARefusedBdat() throws IOException {
        client.write("BDAT 30\r\nMAIL FROM:<evil@example.com>\r\nNOOP\r\n");

        assertThat(client.reply()).startsWith("503 5.5.1 MAIL comes first");
        assertThat(client.reply()).startsWith("250 2.0.0");
    }

    @Test
    void refusesDataAfterBdatAndBdatAfterAFailure() throws IOException {
        client.say("MAIL FROM:<a@example.com>");
        client.say("RCPT TO:<b@example.com>");
        client.say("BDAT 0");

        assertThat(client.say("DATA")).startsWith("503 5.5.1 DATA after BDAT");
        mailbox.script("BDAT", "452 4.3.1 full").once();
        assertThat(client.say("BDAT 0 LAST")).startsWith("452");
        assertThat(client.say("BDAT 0 LAST")).startsWith("503 5.5.1 an earlier BDAT");
        assertThat(client.say("RSET")).startsWith("250");
        mailbox.assertEmpty();
    }

    @Test
    void refusesAMailOfOneOctetTooMany() throws IOException {
        try (EmbeddedMailbox small = bounded(limits().withStore(10, 100).withHeapOctets(10));
                RawClient sender = RawClient.greeted(small)) {
            assertThat(sender.deliver("x".repeat(98) + "\r\n.\r\n")).startsWith("250");
            assertThat(sender.deliver("x".repeat(99) + "\r\n.\r\n")).startsWith("552 5.3.4");
            assertThat(small.received()).hasSize(1);
        }
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void closesAfterAChunkThatNoLimitAllows() throws IOException {
        client.say("MAIL FROM:<a@example.com>");
        client.say("RCPT TO:<b@example.com>");

        assertThat(client.say("BDAT 999999999999999999 LAST")).startsWith("552 5.3.4");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void refusesOneRecipientTooMany() throws IOException {
        try (EmbeddedMailbox small = bounded(limits().withMaxRecipients(2));
                RawClient sender = RawClient.greeted(small)) {
            sender.say("MAIL FROM:<a@example.com>");
            sender.say("RCPT TO:<b@example.com>");
            sender.say("RCPT TO:<c@example.com>");

            assertThat(sender.say("RCPT TO:<d@example.com>")).startsWith("452 4.5.3");
        }
    }

    @Test
    void refusesOneConnectionTooMany() throws IOException {
        try (EmbeddedMailbox small = bounded(limits().withMaxConnections(1));
                RawClient first = RawClient.greeted(small);
                RawClient second = RawClient.connect(small)) {
            assertThat(second.reply()).startsWith("421 4.3.2");
            assertThat(first.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void saysGoodbyeToASilentClient() throws IOException {
        try (EmbeddedMailbox impatient = bounded(limits().withIdle(Duration.ofMillis(50)));
                RawClient sender = RawClient.greeted(impatient)) {
            assertThat(sender.reply()).startsWith("421 4.4.2");
            assertThat(sender.isClosed()).isTrue();
        }
    }

    @Test
    void refusesALineThatIsTooLongAndGoesOn() throws IOException {
        assertThat(client.say("NOOP " + "x".repeat(12_352))).startsWith("500 5.5.2 line too long");
        assertThat(client.say("NOOP")).startsWith("250");
    }

    @Test
    void takesALineWithALongLogin() throws IOException {
        String longest = Base64.getEncoder().encodeToString(("\0user\0" + "p".repeat(9_000)).getBytes(UTF_8));

        assertThat(longest.length()).isBetween(11_900, 12_288);
        assertThat(client.say("AUTH PLAIN " + longest)).startsWith("235 2.7.0");
    }

    @Test
    void closesAfterTooManyErrors() throws IOException {
        for (int count = 0; count <= 100; count++) assertThat(client.say("FOO")).startsWith("500");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void refusesControlCharactersInACommand() throws IOException {
        assertThat(client.say("MAIL FROM:<a\0@example.com>")).startsWith("501 5.5.2");
    }

    @Test
    void keepsALargeMailInAFileOfItsOwnerUntilItIsRemoved() throws IOException {
        try (EmbeddedMailbox spooling = bounded(limits().withHeapOctets(1_000));
                RawClient sender = RawClient.greeted(spooling)) {
            String text = ("x".repeat(70) + "\r\n").repeat(100);
            sender.deliver(text + ".\r\n");

            assertThat(spooling.awaitOne().octets()).asString(ISO_8859_1).isEqualTo(text);
            assertThat(spool).isDirectoryContaining("glob:**.eml");
            spooling.clear();
            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void keepsNoFileOfAMailThatBreaksOff() throws IOException {
        try (EmbeddedMailbox spooling = bounded(limits().withHeapOctets(1_000))) {
            try (RawClient sender = RawClient.greeted(spooling)) {
                sender.say("MAIL FROM:<a@example.com>");
                sender.say("RCPT TO:<b@example.com>");
                sender.say("DATA");
                sender.write("x".repeat(20_000));
            }
            spooling.close();
        }
        assertThat(spool).isEmptyDirectory();
    }
}
