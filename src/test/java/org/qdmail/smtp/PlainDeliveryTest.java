package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qdmail.envelope.Outcome;
import org.qdmail.smtp.peer.ScriptedPeer;

class PlainDeliveryTest {
    @Test
    void deliversOneMailByData() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        """
                        send 220 mx.example ESMTP
                        ehlo SIZE 1000
                        want MAIL FROM:<shop@example.com> SIZE=25 | send 250 ok
                        want RCPT TO:<a@example.net> | send 250 ok
                        want DATA | send 354 go on
                        body to-dot | send 250 2.0.0 taken
                        want QUIT | send 221 bye
                        """);
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            SmtpReport report = relay.deliver(Mails.to("a@example.net"), Mails.mail());
            relay.close();

            assertThat(report.outcomes()).extracting(Outcome::state).containsExactly(Outcome.State.ACCEPTED);
            peer.verify();
            assertThat(peer.stored().get(0).text()).isEqualTo("Subject: hello\r\n\r\nhello\r\n");
        }
    }

    @Test
    void deliversOverTheKeptConnectionInOneFlight() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        """
                        send 220 mx.example ESMTP
                        ehlo PIPELINING
                        serve
                        """);
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            for (int i = 0; i < 3; i++) {
                relay.deliver(Mails.to("a@example.net", "b@example.net"), Mails.mail());
            }
            relay.close();
            peer.verify();

            assertThat(peer.connections()).isEqualTo(1);
            assertThat(peer.stored()).hasSize(3);
        }
    }
}
