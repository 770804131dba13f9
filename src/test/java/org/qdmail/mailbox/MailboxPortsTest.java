package org.qdmail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.smtpserver.ServerLimits;

class MailboxPortsTest {
    @TempDir
    Path spool;

    @Test
    void m05TwentyMailboxesAtOnceHaveEachTheirOwnPortAndMails() throws IOException {
        List<EmbeddedMailbox> mailboxes = new ArrayList<>();
        try {
            for (int count = 0; count < 20; count++) mailboxes.add(EmbeddedMailbox.start());
            for (EmbeddedMailbox mailbox : mailboxes) {
                try (RawClient client = RawClient.greeted(mailbox)) {
                    client.deliver("Subject: x\r\n\r\n.\r\n");
                }
            }

            assertThat(mailboxes).extracting(EmbeddedMailbox::smtpPort).doesNotHaveDuplicates();
            assertThat(mailboxes).allSatisfy(EmbeddedMailbox::awaitOne);
        } finally {
            mailboxes.forEach(EmbeddedMailbox::close);
        }
    }

    @Test
    void m05OnePortCanBeOpenedAndClosedTwoHundredTimes() {
        int port;
        try (EmbeddedMailbox first = EmbeddedMailbox.start()) {
            port = first.smtpPort();
        }
        for (int count = 0; count < 200; count++) {
            try (EmbeddedMailbox again = EmbeddedMailbox.start(ServerLimits.defaults(spool), port)) {
                assertThat(again.smtpPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void m05ATakenPortIsRefusedAtOnceWithItsNumberAndTheRemedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(MisconfiguredMail.class)
                    .isThrownBy(() -> EmbeddedMailbox.start(ServerLimits.defaults(spool), taken.getLocalPort()))
                    .withMessage(
                            "MAIL-1201 qdmail.mailbox.smtp-port: port " + taken.getLocalPort()
                                    + " of 127.0.0.1 is taken or may not be opened; choose another one, or 0 for any free port");
        }
    }

    @Test
    void aClosedMailboxLeavesNoThread() throws IOException {
        EmbeddedMailbox mailbox = EmbeddedMailbox.start();
        String prefix = "qdmail-mailbox-" + mailbox.smtpPort() + "-";
        try (RawClient client = RawClient.greeted(mailbox)) {
            assertThat(client.say("NOOP")).startsWith("250");
            mailbox.close();
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(prefix));
    }

    @Test
    void anExpectationThatFailsListsWhatArrived() throws IOException {
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                RawClient client = RawClient.greeted(mailbox)) {
            client.deliver("Subject: private\r\n\r\ntext\r\n.\r\n");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> mailbox.await(2, Duration.ofMillis(10)))
                    .withMessageContaining("expected 2 mails, found 1")
                    .withMessageContaining("from <shop@example.com> to [taro@example.jp]")
                    .satisfies(error -> assertThat(error.getMessage()).doesNotContain("text"));
        }
    }
}
