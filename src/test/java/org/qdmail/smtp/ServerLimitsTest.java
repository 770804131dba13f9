package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qdmail.envelope.Outcome;
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

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void allOrNoneTriesNobodyBehindARefusal(Pipelining pipelining) throws Exception {
        SmtpReport report = allOrNone(pipelining, recipient("1", "550 5.1.1 no"));

        assertThat(Play.states(report)).containsExactly("R 0607", "N 0607", "N 0607");
        assertThat(report.outcomes()).extracting(Outcome::isRetryable).containsOnly(false);
        assertThat(report.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void allOrNoneMayBeTriedAgainBehindARefusalForNow(Pipelining pipelining) throws Exception {
        SmtpReport report = allOrNone(pipelining, recipient("1", "450 4.2.1 busy"));

        assertThat(Play.states(report)).containsExactly("D 0607", "N 0607", "N 0607");
        assertThat(report.outcomes()).extracting(Outcome::isRetryable).containsOnly(true);
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void allOrNoneTellsWhoHasTheMailBeforeARefusal(Pipelining pipelining) throws Exception {
        SmtpReport report = allOrNone(
                pipelining, recipient("1", "250 ok") + "want RSET | send 250 ok\n" + recipient("2", "550 5.1.1 no"));

        assertThat(Play.states(report)).containsExactly("A", "R 0607", "N 0607");
        assertThat(report.warnings()).singleElement().asString().contains("1 of 3 recipients", "partial=false");
    }

    /** To three recipients, of whom the server takes one at a time; its script has no transaction behind these. */
    private static SmtpReport allOrNone(Pipelining pipelining, String transactions) throws Exception {
        String script = Play.GREETING + "ehlo LIMITS RCPTMAX=1\n" + transactions + "want QUIT | send 221 bye\n";
        return Play.deliver(
                script,
                settings -> settings.withPipelining(pipelining).withPartial(false),
                "1@x.example",
                "2@x.example",
                "3@x.example");
    }

    private static String recipient(String name, String reply) {
        String content = reply.startsWith("250") ? "want DATA | send 354 go on\nbody to-dot | send 250 ok\n" : "";
        return "want MAIL * | send 250 ok\nwant RCPT TO:<" + name + "@x.example>* | send " + reply + "\n" + content;
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
