package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Phase;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.WireTime;

class OpeningTest {
    @Test
    void refusedConnectionIsRetryable() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("refuse")) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0601");
            assertThat(report.outcomes().get(0).phase()).contains(Phase.CONNECT);
            assertThat(report.outcomes().get(0).isRetryable()).isTrue();
        }
    }

    @Test
    void takesTheNextAddressOfTheHost() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve\n");
                SmtpRelay relay = relay(peer, names("127.0.0.2", "127.0.0.1"))) {
            assertThat(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())))
                    .containsExactly("A");
        }
    }

    @Test
    void whereThereIsNoIpv6TakesTheNextAddressOfTheHost() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ipv4OnlyProgram.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("[A]" + System.lineSeparator());
    }

    @Test
    void unknownNameIsRetryable() throws Exception {
        try (SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(25), WireTime.ofSystem(), names())) {
            SmtpReport report = relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0601");
            assertThat(report.outcomes().get(0).phase()).contains(Phase.NAME);
        }
    }

    @Test
    void silentResolverIsBounded() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ManualTime time = new ManualTime();
        HostNames silent = new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException();
            }

            @Override
            public String ownName() {
                return "shop.example";
            }
        };
        try (SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(25), time, silent)) {
            Future<SmtpReport> report = Play.start(() -> relay.deliver(Mails.to("a@x.example"), Mails.mail()));
            asked.await();

            assertThat(Play.states(time.advanceUntilDone(report, Duration.ofSeconds(11))))
                    .containsExactly("N 0601");
            never.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "220 mx.example ESMTP, A, ",
        "421 4.3.2 busy, N 0616, true",
        "450 later, N 0616, true",
        "554 5.7.1 go away, N 0616, false",
        "250 hello, N 0610, true",
        "354 go on, N 0610, true",
        "120 wait, N 0610, true",
        "HTTP/1.1 400 Bad Request, N 0610, true"
    })
    void greetingDecides(String greeting, String state, Boolean retryable) throws Exception {
        String rest = greeting.startsWith("220") ? "ehlo\nserve\n" : "";
        SmtpReport report = Play.deliver("send " + greeting + "\n" + rest, Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
        if (retryable != null) {
            assertThat(report.outcomes().get(0).isRetryable()).isEqualTo(retryable.booleanValue());
        }
    }

    @Test
    void smtp16ReadsAGreetingOfThreeLines() throws Exception {
        SmtpReport report =
                Play.deliver("send 220-a | send 220-b | send 220 c\nehlo\nserve\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @Test
    void smtp16SaysQuitAfter554() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("send 554 no\nwant QUIT | send 221 bye\n")) {
            Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.commands()).containsExactly("QUIT");
        }
    }

    @Test
    void smtp11SaysNothingAfter421() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("send 421 no\ndrain\n")) {
            Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.contentOctets()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502})
    void smtp10SaysHeloWhereEhloIsUnknown(int code) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "want EHLO * | send " + code + " what\nwant HELO * | send 250 hello\nserve\n",
                Play.unchanged(),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({"504 no, N 0616, false", "550 no, N 0616, false", "451 later, N 0616, true", "421 bye, N 0616, true"})
    void smtp10SaysHeloAfterNothingElse(String reply, String state, boolean retryable) throws Exception {
        SmtpReport report =
                Play.deliver(Play.GREETING + "want EHLO * | send " + reply + "\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
        assertThat(report.outcomes().get(0).isRetryable()).isEqualTo(retryable);
    }

    @Test
    void secT2SaysNoHeloWhereTlsIsRequired() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "want EHLO * | send 502 no\nwant QUIT | send 221 bye\n",
                Play.tls(TlsMode.STARTTLS_REQUIRED),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0602");
    }

    @Test
    void smtp10SaysNoHeloWhereALoginIsWanted() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "want EHLO * | send 502 no\nwant QUIT | send 221 bye\n",
                settings -> settings.withLogin(Login.withPassword("u", org.qdmail.failure.Secret.of("p"))),
                "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0605");
    }

    @Test
    void smtp10SaysTheConfiguredName() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve\n")) {
            Play.deliver(
                    peer, settings -> settings.withClientName("shop.example"), Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.commands()).startsWith("EHLO shop.example");
        }
    }

    @Test
    void s17SaysTheLiteralOfTheAddressItConnectsFrom() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.at("::1", Play.GREETING + "ehlo\nserve\n", 0);
                SmtpRelay relay = relay(peer, names("::1"))) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.commands()).startsWith("EHLO [IPv6:::1]");
        }
    }

    @Test
    void smtp10SaysTheNameOfTheMachine() throws Exception {
        HostNames named = new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                return List.of(InetAddress.getByName("127.0.0.1"));
            }

            @Override
            public String ownName() {
                return "Host.Example.";
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve\n");
                SmtpRelay relay = relay(peer, named)) {
            relay.deliver(Mails.to("a@x.example"), Mails.mail());

            assertThat(peer.commands()).startsWith("EHLO host.example");
        }
    }

    @Test
    void ext1TooLargeAMailIsNotPutToTheServer() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo SIZE 24\nwant QUIT | send 221 bye\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly("N 0611");
        assertThat(report.outcomes().get(0).isRetryable()).isFalse();
    }

    @Test
    void ext1AMailOfTheExactSizeIsSent() throws Exception {
        SmtpReport report = Play.deliver(Play.GREETING + "ehlo SIZE 25\nserve\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({"452 4.3.1 no room, D 0611", "552 5.3.4 too large, R 0611", "550 no, R 0606"})
    void ext1SizeRefusedAtMail(String reply, String state) throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo SIZE\nwant MAIL * | send " + reply + "\n", Play.unchanged(), "a@x.example");

        assertThat(Play.states(report)).containsExactly(state);
    }

    @Test
    void ext5NonAsciiRecipientNeedsSmtpUtf8() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo 8BITMIME\nwant QUIT | send 221 bye\n", Play.unchanged(), "用户@例子.example");

        assertThat(Play.states(report)).containsExactly("N 0612");
    }

    @Test
    void d1NoRecipientIsCutToAscii() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nwant QUIT | send 221 bye\n")) {
            SmtpReport report = Play.deliver(peer, Play.unchanged(), Mails.to("šdmin@example.com"), Mails.mail());

            assertThat(Play.states(report)).containsExactly("N 0612");
            assertThat(peer.dialogue()).doesNotContain("RCPT");
        }
    }

    @Test
    void ext5SaysSmtpUtf8WhereItIsOfferedAndNeeded() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo 8BITMIME, SMTPUTF8\nserve\n")) {
            Play.deliver(peer, Play.unchanged(), Mails.to("用户@例子.example"), Mails.mail());

            assertThat(peer.commands())
                    .contains("MAIL FROM:<shop@example.com> SMTPUTF8", "RCPT TO:<用户@xn--fsqu00a.example>");
        }
    }

    @Test
    void ext4EightBitContentNeeds8bitmime() throws Exception {
        SmtpReport report = Play.deliver(
                Play.GREETING + "ehlo\nwant QUIT | send 221 bye\n",
                Play.unchanged(),
                Mails.to("a@x.example"),
                Mails.frozen("Subject: x\r\n\r\nü\r\n"));

        assertThat(Play.states(report)).containsExactly("N 0613");
    }

    @Test
    void ext4EightBitContentIsAnnounced() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo 8BITMIME\nserve\n")) {
            Play.deliver(peer, Play.unchanged(), Mails.to("a@x.example"), Mails.frozen("Subject: x\r\n\r\nü\r\n"));

            assertThat(peer.commands()).contains("MAIL FROM:<shop@example.com> BODY=8BITMIME");
        }
    }

    @Test
    void probeTellsWhatIsOffered() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.playing(Play.GREETING + "ehlo DSN, SIZE 1000, AUTH PLAIN\nwant QUIT | send 221 bye\n")) {
            RelayOffer offer;
            try (SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
                offer = relay.probe();
            }
            peer.verify();

            assertThat(offer.capabilities()).containsExactlyInAnyOrder("DSN", "SIZE", "AUTH");
            assertThat(offer.offersReceipts()).isTrue();
            assertThat(offer.sizeLimit()).hasValue(1000);
            assertThat(offer.loginMechanisms()).containsExactly("PLAIN");
            assertThat(offer.loggedInAs()).isEmpty();
        }
    }

    @Test
    void probeTellsWhyItFailed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.playing("send 554 no\n");
                SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                            org.qdmail.failure.DeliveryFailed.class, relay::probe))
                    .satisfies(failed -> {
                        assertThat(failed.number()).isEqualTo("MAIL-0616");
                        assertThat(failed.phase()).isEqualTo(Phase.GREETING);
                        assertThat(failed.isRetryable()).isFalse();
                    });
        }
    }

    @Test
    void outcomeTellsTheHost() throws Exception {
        SmtpReport report = Play.deliver(Play.GREETING + "ehlo\nserve\n", Play.unchanged(), "a@x.example");

        assertThat(report.outcomes()).extracting(Outcome::host).containsExactly(java.util.Optional.of("127.0.0.1"));
    }

    private static SmtpRelay relay(ScriptedPeer peer, HostNames names) {
        return new SmtpRelay(SmtpSettings.loopback(peer.port()), WireTime.ofSystem(), names);
    }

    private static HostNames names(String... addresses) {
        return new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                if (addresses.length == 0) throw new UnknownHostException(host);
                InetAddress[] all = new InetAddress[addresses.length];
                for (int at = 0; at < all.length; at++) all[at] = InetAddress.getByName(addresses[at]);
                return List.of(all);
            }

            @Override
            public String ownName() {
                return "localhost";
            }
        };
    }
}
