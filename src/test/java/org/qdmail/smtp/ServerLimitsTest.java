package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.smtp.peer.StoredMail;

/** What a server says of its limits (RFC 9422) is kept, so it has nothing to refuse. */
class ServerLimitsTest {
    private static final String SERVER =
            Play.GREETING + "ehlo PIPELINING, CHUNKING, LIMITS MAILMAX=2 RCPTMAX=3\nserve\nagain\n";

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void ext15ConnectionTakesNoMoreMailsThanTheServerNames(Pipelining pipelining) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER);
                SmtpRelay relay = relay(peer, pipelining)) {
            for (int mail = 0; mail < 5; mail++) {
                assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                        .containsExactly("A");
            }

            assertThat(peer.connections()).isEqualTo(3);
            assertThat(peer.stored()).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void ext15TransactionHasNoMoreRecipientsThanTheServerNames(Pipelining pipelining) throws Exception {
        String[] recipients =
                IntStream.range(0, 7).mapToObj(i -> "r" + i + "@x.example").toArray(String[]::new);
        try (ScriptedPeer peer = ScriptedPeer.playing(SERVER);
                SmtpRelay relay = relay(peer, pipelining)) {
            SmtpReport report = relay.deliver(Mails.to(recipients), Mails.mail());

            assertThat(Play.states(report)).hasSize(7).containsOnly("A");
            assertThat(peer.stored())
                    .extracting(mail -> mail.recipients().size())
                    .containsExactly(3, 3, 1);
            assertThat(peer.stored()).flatExtracting(StoredMail::recipients).isEqualTo(commands(recipients));
            assertThat(peer.connections()).isEqualTo(2); // two mails over the first
        }
    }

    private static SmtpRelay relay(ScriptedPeer peer, Pipelining pipelining) {
        return new SmtpRelay(SmtpSettings.loopback(peer.port()).withPipelining(pipelining));
    }

    private static List<String> commands(String... recipients) {
        List<String> commands = new ArrayList<>();
        for (String recipient : recipients) commands.add("RCPT TO:<" + recipient + ">");
        return commands;
    }
}
