package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;

class ContentTest {
    private static final String OPEN = "send 220 mx.example ESMTP\nehlo PIPELINING, CHUNKING, SIZE 100000000\n";
    private static final String TO_DATA = OPEN
            + """
            want MAIL * | send 250 ok
            want RCPT * | send 250 ok
            want DATA | send 354 go on
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: x\r\n\r\n.\r\n..\r\n.\r\n",
                "S: x\r\n\r\n.\r\n",
                "S: x\r\n\r\n.dot\r\nno.dot\r\n.\r\n",
                ".\r\n\r\n.\r\n"
            })
    void s01DotsArriveAsTheyAre(String text) throws Exception {
        for (Pipelining pipelining : Pipelining.values()) {
            try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
                Play.deliver(
                        peer,
                        settings -> settings.withPipelining(pipelining),
                        Mails.to("a@x.example"),
                        Mails.frozen(text));

                assertThat(peer.stored().get(0).text()).as(pipelining.name()).isEqualTo(text);
            }
        }
    }

    @Test
    void d5ChunksAreNotStuffed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                OPEN
                        + """
                want MAIL * | send 250 ok
                want RCPT * | send 250 ok
                want BDAT 23 LAST
                body octets 23 | send 250 ok
                """)) {
            Play.deliver(peer, Play.chunks(), Mails.to("a@x.example"), Mails.frozen("S: x\r\n\r\n.dot line\r\n..\r\n"));

            assertThat(peer.contentOctets()).isEqualTo(23);
        }
    }

    /** A line of dots that begins at each place around the border of two blocks. */
    @Test
    void smtp2StuffsDotsAtEachSplitOfABlock() throws Exception {
        String filler = "x".repeat(70) + "\r\n";
        for (int shift = 0; shift < 6; shift++) {
            StringBuilder text = new StringBuilder("S: x\r\n\r\n");
            while (text.length() < 64 * 1024 - 80) text.append(filler);
            text.append("y".repeat(64 * 1024 - 2 - text.length() - 4 + shift)).append("\r\n");
            text.append(".\r\n..\r\n.x\r\n");
            try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
                Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), Mails.frozen(text.toString()));

                assertThat(peer.stored().get(0).text()).isEqualTo(text.toString());
            }
        }
    }

    @Test
    void smtp2AMegabyteOfDotsArrives() throws Exception {
        FrozenMail mail = Mails.frozen("S: x\r\n\r\n" + (".".repeat(998) + "\r\n").repeat(1049));
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
            Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), mail);

            assertThat(peer.stored().get(0).octets()).isEqualTo(octetsOf(mail));
        }
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void aLargeMailArrivesUnchanged(Pipelining pipelining) throws Exception {
        FrozenMail mail = Mails.ofSize(8 * 1024 * 1024);
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
            SmtpReport report =
                    Play.deliver(peer, settings -> settings.withPipelining(pipelining), Mails.to("a@x.example"), mail);

            assertThat(Play.states(report)).containsExactly("A");
            assertThat(peer.stored().get(0).octets()).isEqualTo(octetsOf(mail));
        }
    }

    @Test
    void ext3SendsChunksOfOneMebibyte() throws Exception {
        FrozenMail mail = Mails.ofSize(2 * 1024 * 1024 + 100);
        try (ScriptedPeer peer = ScriptedPeer.playing(OPEN + "serve\n")) {
            Play.deliver(peer, Play.chunks(), Mails.to("a@x.example"), mail);

            long rest = mail.sizeOctets() - 2L * 1024 * 1024;
            assertThat(peer.commands())
                    .filteredOn(line -> line.startsWith("BDAT"))
                    .containsExactly("BDAT 1048576", "BDAT 1048576", "BDAT " + rest + " LAST");
        }
    }

    @Test
    void ext3SendsNoFurtherChunkAfterARefusedOne() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN
                        + """
                want MAIL * | send 250 ok
                want RCPT * | send 250 ok
                body chunk | send 552 5.3.4 too large
                want QUIT | send 221 bye
                """,
                Play.chunks(),
                Mails.to("a@x.example"),
                Mails.ofSize(3 * 1024 * 1024));

        assertThat(Play.states(report)).containsExactly("R 0608");
        assertThat(report.outcomes().get(0).phase()).contains(Phase.BLOCK);
    }

    @ParameterizedTest
    @CsvSource({"ENVELOPE,fin", "ENVELOPE,rst", "BDAT,fin", "BDAT,rst", "OFF,fin", "OFF,rst"})
    void d7LossBehindTheContentsEndIsUnknown(Pipelining pipelining, String loss) throws Exception {
        String content = pipelining == Pipelining.BDAT ? "body chunk\n" : "want DATA | send 354 go on\nbody to-dot\n";
        SmtpReport report = Play.deliver(
                OPEN + "want MAIL * | send 250 ok\nwant RCPT * | send 250 ok\n" + content + loss + "\n",
                settings -> settings.withPipelining(pipelining),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("U 0618");
        assertThat(report.outcomes().get(0).isRetryable()).isFalse();
        assertThat(report.outcomes().get(0).phase()).contains(Phase.END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw 3235302d6f6b0d0a | fin",
                "raw 353530 | fin",
                "send nonsense",
                "send 150 wait",
                "send 354 more",
                "raw 3235300a"
            })
    void d7WhatIsNoCompleteReplyToTheEndIsUnknown(String reply) throws Exception {
        SmtpReport report =
                Play.deliver(TO_DATA + "body to-dot\n" + reply + "\ndrain\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly("U 0618");
    }

    @Test
    void s11SilenceBehindTheContentsEndIsUnknownAndSentOnce() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(TO_DATA + "body to-dot | stall\n");
                SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            Play.awaitReading();
            time.advance(Duration.ofMinutes(9));
            assertThat(report.isDone()).isFalse();

            assertThat(Play.states(time.advanceUntilDone(report, Duration.ofMinutes(2))))
                    .containsExactly("U 0618");
            assertThat(peer.connections()).isEqualTo(1);
            peer.release();
        }
    }

    @Test
    void smtp4TheDeadlineNeverCutsTheWaitForTheLastReply() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(TO_DATA + "body to-dot | stall\nsend 250 ok\n");
                SmtpRelay relay = Play.relay(SmtpSettings.loopback(peer.port()), time)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            peer.awaitStalled();
            Play.awaitReading();
            time.advance(Duration.ofMinutes(5)); // the deadline is two
            peer.release();

            assertThat(Play.states(time.advanceUntilDone(report, Duration.ZERO)))
                    .containsExactly("A");
        }
    }

    @ParameterizedTest
    @CsvSource({"452 4.3.1 full, D 0608", "554 5.6.0 no, R 0608", "421 4.3.2 bye, D 0616", "250 ok, A", "299 ok, A"})
    void replyToTheEndDecides(String reply, String state) throws Exception {
        SmtpReport report =
                Play.deliver(TO_DATA + "body to-dot | send " + reply + "\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource({"452 4.3.1 full, D 0608", "554 5.6.0 no, R 0608", "421 4.3.2 bye, D 0616", "250 ok, D 0610"})
    void replyToDataDecides(String reply, String state) throws Exception {
        SmtpReport report = Play.deliver(
                OPEN + "want MAIL * | send 250 ok\nwant RCPT * | send 250 ok\nwant DATA | send " + reply + "\n",
                Play.unchanged(),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
    }

    @Test
    void lossInTheMidstOfTheContentDefers() throws Exception {
        SmtpReport report = Play.deliver(
                TO_DATA + "body octets 100000\nrst\n",
                Play.unchanged(),
                Mails.to("a@x.example"),
                Mails.ofSize(8_000_000));

        assertThat(Play.states(report)).containsExactly("D 0614");
    }

    @ParameterizedTest
    @CsvSource({"452 4.3.1 full, D 0608", "552 5.3.4 too large, R 0608", "421 4.3.2 bye, D 0616"})
    void replyInTheMidstOfTheContentDecidesThoughTheServerGoes(String reply, String state) throws Exception {
        SmtpReport report = Play.deliver(
                TO_DATA + "body octets 100000\nsend " + reply + "\nrst\n",
                Play.unchanged(),
                Mails.to("a@x.example"),
                Mails.ofSize(8_000_000));

        assertThat(Play.states(report)).containsExactly(state);
    }

    @Test
    void p7SurplusRepliesPutTheEndInDoubtAndEndChunking() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        OPEN
                                + """
                        want MAIL * | send 250 ok
                        want RCPT * | send 250 ok
                        body chunk | send 500 what | send 500 what | send 500 what
                        drain
                        next
                        send 220 mx.example ESMTP
                        ehlo PIPELINING, CHUNKING
                        want MAIL * | send 250 ok
                        want RCPT * | send 250 ok
                        want DATA | send 354 go on
                        body to-dot | send 250 ok
                        """);
                SmtpRelay relay = new SmtpRelay(Play.chunks().apply(SmtpSettings.loopback(peer.port())))) {
            SmtpReport first = relay.deliver(Mails.to("a@x.example"), Mails.mail());
            SmtpReport second = relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(first)).containsExactly("U 0618");
            assertThat(first.warnings()).anyMatch(warning -> warning.contains("BDAT"));
            assertThat(Play.states(second)).containsExactly("A");
        }
    }

    @Test
    void p7AFarewellBehindTheLastReplyPutsNothingInDoubt() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN
                        + """
                want MAIL * | send 250 ok
                want RCPT * | send 250 ok
                body chunk | send 250 taken | send 421 going down
                drain
                """,
                Play.chunks(),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void p5DiscardedContentThatIsAcceptedReachesNobody() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN
                        + """
                want MAIL * | send 250 ok
                want RCPT * | send 550 no
                body chunk | send 250 taken
                drain
                """,
                Play.chunks(),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("R 0607");
        assertThat(report.warnings()).hasSize(1);
    }

    @Test
    void p6AChunkOfADiscardedMailLeavesTheConnectionForTheNext() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        OPEN
                                + """
                        want MAIL * | send 250 ok
                        want RCPT * | send 550 no
                        body chunk | send 250 ok
                        want RSET | send 250 ok
                        serve
                        """);
                SmtpRelay relay = new SmtpRelay(Play.chunks().apply(SmtpSettings.loopback(peer.port())))) {
            SmtpReport first = relay.deliver(Mails.to("a@x.example"), Mails.ofSize(3 * 1024 * 1024));
            SmtpReport second = relay.deliver(Mails.to("b@x.example"), Mails.mail());

            assertThat(Play.states(first)).containsExactly("R 0607");
            assertThat(first.warnings()).isEmpty();
            assertThat(Play.states(second)).containsExactly("A");
            assertThat(peer.stored()).hasSize(1);
        }
    }

    @Test
    void p2UnreadRepliesOfAFlightThatWasWrittenAreUnknown() throws Exception {
        SmtpReport report = Play.deliver(
                OPEN
                        + """
                want MAIL * | send 250 ok
                want RCPT * | send 550 no
                want RCPT *
                want RCPT *
                body chunk
                rst
                """,
                Play.chunks(),
                "a@x.example",
                "b@x.example",
                "c@x.example");

        assertThat(Play.states(report)).containsExactly("R 0607", "U 0618", "U 0618");
        assertThat(report.outcomes()).extracting(Outcome::isRetryable).containsOnly(false);
    }

    @ParameterizedTest
    @EnumSource(Pipelining.class)
    void p10ASpoolFileThatWasCutIsNeverSentAsAWhole(Pipelining pipelining, @TempDir Path folder) throws Exception {
        String dialogue = pipelining.trustsRelay() // nothing has to be answered before the content is cut
                ? ""
                : "want MAIL * | send 250 ok\nwant RCPT * | send 250 ok\nwant DATA | send 354 go on\n";
        try (FrozenMail mail = Mails.spooled(3_000_000, folder);
                ScriptedPeer peer = ScriptedPeer.playing(OPEN + dialogue + "drain\n")) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(500_000);
                    }
                }
            }
            SmtpReport report =
                    Play.deliver(peer, settings -> settings.withPipelining(pipelining), Mails.to("a@x.example"), mail);

            assertThat(Play.states(report)).containsExactly("D 0006");
            assertThat(peer.contentOctets()).isLessThan(mail.sizeOctets());
            assertThat(peer.stored()).isEmpty();
        }
    }

    private static byte[] octetsOf(FrozenMail mail) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            mail.writeTo(octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return octets.toByteArray();
    }
}
