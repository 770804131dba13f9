package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.Outcome.ReceiptRequest;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.smtp.peer.ScriptedPeer;

class ReceiptRequestTest {
    @Test
    void dsn3AsksForEachRecipientWhatIsWished() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo DSN, PIPELINING\nserve\n")) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), asking("id", ReturnContent.HEADERS), Mails.mail());

            assertThat(report.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(ReceiptRequest.REQUESTED, ReceiptRequest.NOT_ASKED, ReceiptRequest.NOT_ASKED);
            assertThat(peer.commands())
                    .contains(
                            "MAIL FROM:<shop@example.com> RET=HDRS ENVID=id",
                            "RCPT TO:<a@x.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@x.example",
                            "RCPT TO:<b@x.example> NOTIFY=NEVER",
                            "RCPT TO:<c@x.example>");
            assertThat(report.warnings()).isEmpty();
        }
    }

    @Test
    void dsn1TellsThatNoReceiptWillCome() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo PIPELINING\nserve\n")) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), asking("id", ReturnContent.HEADERS), Mails.mail());

            assertThat(report.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(ReceiptRequest.UNSUPPORTED, ReceiptRequest.NOT_ASKED, ReceiptRequest.NOT_ASKED);
            assertThat(peer.commands()).contains("MAIL FROM:<shop@example.com>", "RCPT TO:<a@x.example>");
        }
    }

    @Test
    void dsn2WarnsWhereDsnIsNotOffered() throws Exception {
        SmtpReport report = unsupported(UnsupportedReceipt.WARN, "serve\n");

        assertThat(Play.states(report)).containsExactly("A", "A", "A");
        assertThat(report.warnings()).hasSize(1).allMatch(warning -> warning.contains("DSN"));
    }

    @Test
    void dsn2IgnoresWhereThatIsWanted() throws Exception {
        SmtpReport report = unsupported(UnsupportedReceipt.IGNORE, "serve\n");

        assertThat(Play.states(report)).containsExactly("A", "A", "A");
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void dsn2FailsBeforeMailWhereThatIsWanted() throws Exception {
        SmtpReport report = unsupported(UnsupportedReceipt.FAIL, "want QUIT | send 221 bye\n");

        assertThat(Play.states(report)).containsExactly("N 0501", "N 0501", "N 0501");
    }

    @Test
    void dsn6WarnsWhenALargeMailIsToComeBack() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo DSN\nserve\n",
                Play.unchanged(),
                asking("id", ReturnContent.FULL),
                Mails.ofSize(1024 * 1024 + 1));

        assertThat(report.warnings()).hasSize(1).allMatch(warning -> warning.contains("whole mail"));
    }

    @Test
    void dsn7WarnsOfALongEnvelopeId() throws Exception {
        SmtpReport fits = Play.deliver(
                Play.GREETING + "ehlo DSN\nserve\n",
                Play.unchanged(),
                asking("x".repeat(38), ReturnContent.HEADERS),
                Mails.mail());
        SmtpReport isLong = Play.deliver(
                Play.GREETING + "ehlo DSN\nserve\n",
                Play.unchanged(),
                asking("x".repeat(39), ReturnContent.HEADERS),
                Mails.mail());

        assertThat(fits.warnings()).isEmpty();
        assertThat(isLong.warnings()).hasSize(1);
    }

    private static SmtpReport unsupported(UnsupportedReceipt choice, String rest) throws InterruptedException {
        return Play.deliver(
                Play.GREETING + "ehlo\n" + rest,
                settings -> settings.withReceiptUnsupported(choice),
                asking("id", ReturnContent.HEADERS),
                Mails.mail());
    }

    /** A report for a, none ever for b, the server's choice for c. */
    private static Envelope asking(String id, ReturnContent content) {
        return new Envelope(
                EmailAddress.of("shop@example.com"),
                List.of(
                        recipient("a@x.example", NotifyOn.of(Notify.SUCCESS, Notify.FAILURE)),
                        recipient("b@x.example", NotifyOn.of(Notify.NEVER)),
                        recipient("c@x.example", NotifyOn.DEFAULT)),
                Optional.of(new EnvelopeId(id)),
                Optional.of(content));
    }

    private static EnvelopeRecipient recipient(String address, NotifyOn reports) {
        EmailAddress of = EmailAddress.of(address);
        return new EnvelopeRecipient(of, RecipientOptions.reporting(reports, of));
    }
}
