package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.smtp.peer.ScriptedPeer;

class TransactionTest {
    private static final String OPEN = "send 220 mx.example ESMTP\nehlo PIPELINING, CHUNKING, SIZE 1000000\n";
    private static final String MAIL = "want MAIL FROM:<shop@example.com>* | send 250 ok\n";

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void smtp7GoesOnWithTheAcceptedRecipientWhenTheNextIsDeferred(Pipelining pipelining) throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT TO:<a@example.net> | send 250 2.1.5 ok
                want RCPT TO:<b@example.net> | send 450 4.2.1 busy
                serve
                """,
                settings -> settings.withPipelining(pipelining),
                "a@example.net",
                "b@example.net");

        assertThat(Play.states(report)).containsExactly("A", "D 0607");
    }

    @Test
    void smtp6TellsEachRecipientsOwnReply() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT TO:<a@example.net> | send 250 2.1.5 ok
                want RCPT TO:<b@example.net> | send 550 5.1.1 no such user
                want DATA | send 354 go on
                body to-dot | send 250 2.0.0 taken
                """,
                Play.unchanged(),
                "a@example.net",
                "b@example.net");
        Outcome refused = report.outcomes().get(1);

        assertThat(refused.state()).isEqualTo(Outcome.State.REFUSED);
        assertThat(refused.phase()).contains(Phase.RCPT);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused.host()).contains("127.0.0.1");
        assertThat(refused.tls()).isEmpty();
        assertThat(refused.reply().orElseThrow()).hasToString("550 5.1.1 no such user");
    }

    @Test
    void smtp7DeliversToNobodyWhenAllOrNothingIsWanted() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT TO:<a@example.net> | send 250 ok
                want RCPT TO:<b@example.net> | send 450 4.2.1 busy
                want QUIT | send 221 bye
                """,
                settings -> settings.withPartial(false),
                "a@example.net",
                "b@example.net");

        assertThat(Play.states(report)).containsExactly("N 0607", "D 0607");
        assertThat(report.outcomes().get(0).isRetryable()).isTrue();
    }

    /** To try the others again would end the same way. */
    @Test
    void smtp7RefusalForGoodDecidesAmongSeveral() throws Exception {
        SmtpReport report = Play.deliver(
                "send 220 mx.example ESMTP\nehlo PIPELINING\n"
                        + "want MAIL * | want RCPT * | want RCPT * | want RCPT *\n"
                        + "send 250 ok | send 250 ok | send 550 5.1.1 no such user | send 450 4.2.1 busy\n",
                settings -> settings.withPartial(false),
                "a@example.net",
                "b@example.net",
                "c@example.net");

        assertThat(Play.states(report)).containsExactly("N 0607", "R 0607", "D 0607");
        assertThat(report.outcomes().get(0).isRetryable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Pipelining.class,
            names = {"OFF", "ENVELOPE"})
    void smtp7PutsTheRestIntoTheNextTransactionsWhenTheServerIsFull(Pipelining pipelining) throws Exception {
        String[] recipients =
                IntStream.range(0, 30).mapToObj(i -> "r" + i + "@example.net").toArray(String[]::new);
        String script = pipelining == Pipelining.OFF ? oneByOneThreeTimesTen() : pipelinedThreeTimesTen();
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            SmtpReport report = Play.deliver(
                    peer, settings -> settings.withPipelining(pipelining), Mails.to(recipients), Mails.mail());

            assertThat(Play.states(report)).containsOnly("A");
            assertThat(peer.stored())
                    .extracting(mail -> mail.recipients().size())
                    .containsExactly(10, 10, 10);
            assertThat(peer.stored())
                    .flatExtracting(mail -> mail.recipients())
                    .doesNotHaveDuplicates()
                    .hasSize(30);
        }
    }

    /** Thirty recipients; the client stops asking at the first refusal. */
    private static String oneByOneThreeTimesTen() {
        return OPEN + full(11) + "want RSET | send 250 ok\n" + full(11) + "want RSET | send 250 ok\n" + full(10);
    }

    /** Thirty recipients; the client has asked for all that are left before it reads. */
    private static String pipelinedThreeTimesTen() {
        return OPEN + full(30) + "want RSET | send 250 ok\n" + full(20) + "want RSET | send 250 ok\n" + full(10);
    }

    private static String full(int asked) {
        return MAIL
                + "want RCPT * | send 250 ok\n".repeat(10)
                + "want RCPT * | send 452 4.5.3 too many\n".repeat(asked - 10)
                + "want DATA | send 354 go on\nbody to-dot | send 250 ok\n";
    }

    @Test
    void smtp7Takes552TooManyForTheSame() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT TO:<a@example.net> | send 250 ok
                want RCPT TO:<b@example.net> | send 552 Too many recipients
                want DATA | send 354 go on
                body to-dot | send 250 ok
                want RSET | send 250 ok
                want MAIL * | send 250 ok
                want RCPT TO:<b@example.net> | send 250 ok
                want DATA | send 354 go on
                body to-dot | send 250 ok
                """,
                Play.unchanged(),
                "a@example.net",
                "b@example.net");

        assertThat(Play.states(report)).containsExactly("A", "A");
    }

    @Test
    void smtp7DefersWhomTheServerHasNoRoomForAtAll() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT TO:<a@example.net> | send 452 4.3.1 full
                want DATA | send 503 no
                """,
                Play.unchanged(),
                "a@example.net");

        assertThat(Play.states(report)).containsExactly("D 0607");
    }

    @Test
    void smtp8Sends1000RecipientsInTenTransactions() throws Exception {
        String[] recipients =
                IntStream.range(0, 1000).mapToObj(i -> "r" + i + "@example.net").toArray(String[]::new);
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), Mails.to(recipients), Mails.mail());

            assertThat(Play.states(report)).hasSize(1000).containsOnly("A");
            assertThat(peer.stored()).hasSize(10).allSatisfy(mail -> assertThat(mail.recipients())
                    .hasSize(100));
        }
    }

    @Test
    void smtp9SendsNoDataWhenEveryRecipientIsRefused() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL + "want RCPT * | send 550 5.1.1 no\nwant QUIT | send 221 bye\n",
                Play.oneByOne(),
                "a@example.net");

        assertThat(Play.states(report)).containsExactly("R 0607");
    }

    @Test
    void smtp9EndsPipelinedDataByALoneDot() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                OPEN + MAIL
                        + """
                want RCPT * | send 550 5.1.1 no
                want RCPT * | send 550 5.1.1 no
                want DATA | send 354 go on
                want . | send 554 5.5.1 no valid recipients
                want QUIT | send 221 bye
                """)) {
            SmtpReport report =
                    Play.deliver(peer, Play.unchanged(), Mails.to("a@example.net", "b@example.net"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("R 0607", "R 0607");
        }
    }

    @Test
    void smtp9NeverBelievesThatTheLoneDotDelivered() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT * | send 550 5.1.1 no
                want DATA | send 354 go on
                want . | fin
                """,
                Play.unchanged(),
                "a@example.net");

        assertThat(Play.states(report)).containsExactly("R 0607");
    }

    @Test
    void neverSendsADotWhenTheSenderWasRefusedButARecipientTaken() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                OPEN
                        + """
                want MAIL * | send 550 5.7.1 no
                want RCPT * | send 250 ok
                want DATA | send 354 go on
                drain
                """)) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), Mails.to("a@example.net"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("R 0606");
            assertThat(peer.contentOctets()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void senderRefusedDecidesForEverybody(Pipelining pipelining) throws Exception {
        String rest =
                switch (pipelining) {
                    case OFF -> "";
                    case ENVELOPE -> "want RCPT * | send 503 no\nwant RCPT * | send 503 no\nwant DATA | send 503 no\n";
                    case BDAT, WINDOW ->
                        "want RCPT * | send 503 no\nwant RCPT * | send 503 no\nbody chunk | send 503 no\n";
                };
        SmtpReport report = Play.deliver(
                OPEN + "want MAIL * | send 550 5.7.1 not you\n" + rest,
                settings -> settings.withPipelining(pipelining),
                "a@example.net",
                "b@example.net");

        assertThat(Play.states(report)).containsExactly("R 0606", "R 0606");
        assertThat(report.outcomes().get(1).reply().orElseThrow().code()).isEqualTo(550);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void smtp11StopsAt421(int point) throws Exception {
        String[] commands = {"want MAIL *", "want RCPT *", "want RCPT *", "want DATA", "body to-dot"};
        String[] replies = {"250 ok", "250 ok", "250 ok", "354 go on", "250 ok"};
        StringBuilder script = new StringBuilder(OPEN);
        for (int at = 0; at < point; at++) {
            script.append(commands[at])
                    .append(" | send ")
                    .append(at == point - 1 ? "421 4.3.2 bye" : replies[at])
                    .append('\n');
        }
        SmtpReport report = Play.deliver(script.toString(), Play.oneByOne(), "a@example.net", "b@example.net");
        String[] first = {"N 0616", "D 0616", "D 0616", "D 0616", "D 0616"};
        String[] second = {"N 0616", "N 0616", "D 0616", "D 0616", "D 0616"};

        assertThat(Play.states(report)).containsExactly(first[point - 1], second[point - 1]);
        assertThat(report.outcomes()).allMatch(Outcome::isRetryable);
    }

    @Test
    void smtp11StopsAt421InAFlight() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT * | send 550 5.1.1 no
                want RCPT * | send 421 4.3.2 bye
                drain
                """,
                Play.unchanged(),
                "a@example.net",
                "b@example.net");

        assertThat(Play.states(report)).containsExactly("R 0607", "D 0616");
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void smtp12BeginsTheNextMailWithRset(Pipelining pipelining) throws Exception {
        String refused =
                switch (pipelining) {
                    case OFF -> "want MAIL * | send 550 no\n";
                    case ENVELOPE -> "want MAIL * | send 550 no\nwant RCPT * | send 503 no\nwant DATA | send 503 no\n";
                    case BDAT, WINDOW ->
                        "want MAIL * | send 550 no\nwant RCPT * | send 503 no\nbody chunk | send 503 no\n";
                };
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + refused + "want RSET | send 250 ok\nserve\n");
                SmtpRelay relay =
                        new SmtpRelay(SmtpSettings.loopback(peer.port()).withPipelining(pipelining))) {
            SmtpReport first = relay.deliver(Mails.to("a@example.net"), Mails.mail());
            SmtpReport second = relay.deliver(Mails.to("a@example.net"), Mails.mail());

            assertThat(Play.states(first)).containsExactly("R 0606");
            assertThat(Play.states(second)).containsExactly("A");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 ok", "250 ok", "251 ok", "299 ok"})
    void d24TakesAny2yzForYes(String reply) throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + "want MAIL * | send " + reply + "\nwant RCPT * | send " + reply
                        + "\nwant DATA | send 399 go on\nbody to-dot | send " + reply + "\n",
                Play.unchanged(),
                "a@example.net");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void smtp3TakesA354InThePlaceOf2yzForABreach() throws Exception {
        SmtpReport report =
                Play.deliver(OPEN + "want MAIL * | send 354 go on\ndrain\n", Play.unchanged(), "a@example.net");

        assertThat(Play.states(report)).containsExactly("D 0610");
    }

    @Test
    void ext2TakesOneReplyTooManyForABreach() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + MAIL
                        + """
                want RCPT * | send 250 ok
                want DATA | send 354 go on | send 250 surplus
                drain
                """,
                Play.unchanged(),
                "a@example.net");

        assertThat(Play.states(report)).containsExactly("D 0610");
    }

    @Test
    void ext2ReadsThePermanentReplyThoughTheServerCloses() throws Exception {
        SmtpReport report =
                Play.deliver(OPEN + "want MAIL * | send 550 5.7.1 go away\nfin\n", Play.unchanged(), "a@example.net");

        assertThat(Play.states(report)).containsExactly("R 0606");
    }

    @Test
    void ext2Writes100RecipientsInOneFlight() throws Exception {
        String[] recipients =
                IntStream.range(0, 100).mapToObj(i -> "r" + i + "@example.net").toArray(String[]::new);
        SmtpReport report = Play.deliver(
                OPEN + "want MAIL *\n" + "want RCPT *\n".repeat(100) + "want DATA\n" + "send 250 ok\n".repeat(101)
                        + "send 354 go on\nbody to-dot | send 250 ok\n",
                Play.unchanged(),
                recipients);

        assertThat(Play.states(report)).hasSize(100).containsOnly("A");
    }

    @Test
    void ext2ReadsRepliesThatComeOctetByOctet() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN
                        + """
                want MAIL *
                want RCPT *
                want DATA
                drip 500/s 250 ok
                drip 500/s 250 ok
                drip 500/s 354 go on
                body to-dot | send 250 ok
                """,
                Play.unchanged(),
                "a@example.net");

        assertThat(Play.states(report)).containsExactly("A");
    }
}
