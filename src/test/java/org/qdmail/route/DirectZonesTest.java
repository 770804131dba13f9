package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.route.Internet.ACCEPTS;
import static org.qdmail.route.Internet.overTls;
import static org.qdmail.route.Internet.send;
import static org.qdmail.route.Internet.states;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.WireTime;

/** The zones of direct delivery: who is asked, in which order, and whom the relay takes over. */
class DirectZonesTest {
    private static final String TWO = "a.example MX 10 m1.example\na.example MX 20 m2.example";
    private static final String BOB = "bob@a.example";

    private static String refusing(String step) {
        return """
                send 220 mx.example ESMTP
                ehlo PIPELINING
                want MAIL FROM:<shop@example.com>* | send 250 ok
                %s
                again
                """
                .formatted(step);
    }

    /** RCPT and DATA come in one flight. */
    private static final String LATER =
            refusing("want RCPT * | want DATA | send 450 4.7.1 later | send 503 no recipient");

    private static final String NOBODY =
            refusing("want RCPT * | want DATA | send 550 5.1.1 no such user | send 503 no recipient");

    @Test
    void whoeverHasTheMailIsToldWhenSomethingIsWrongWithUsAtTheRelay() throws Exception {
        BreakingTime breaking = new BreakingTime();
        try (Internet internet = Internet.of("a.example MX 10 m1.example\nb.example MX 10 m2.example")
                        .host(1, Internet.ACCEPTS)
                        .host(2, "refuse");
                Route route = new DirectThenRelayRoute(
                        internet.direct(),
                        new RelayRoute(new SmtpRelay(SmtpSettings.loopback(1), breaking, HostNames.ofSystem())));
                FrozenMail mail = Mails.mail()) {
            Deadline deadline = Deadline.in(Duration.ofMinutes(1), WireTime.ofSystem());
            breaking.breakBy(new StackOverflowError());
            List<Outcome> outcomes = route.deliver(Mails.to("a@a.example", "b@b.example"), mail, deadline)
                    .outcomes();
            breaking.mend();

            assertThat(outcomes)
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.UNKNOWN);
        }
    }

    @Test
    void qd43BestServerGetsTheMailAlone() throws Exception {
        try (Internet internet = Internet.of(TWO).host(1, ACCEPTS).host(2, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A m1.example");

            assertThat(internet.host(2).connections()).isZero();
            assertThat(internet.relay().connections()).isZero();
        }
    }

    @Test
    void qd44NextServerStandsInForOneThatIsDown() throws Exception {
        try (Internet internet = Internet.of(TWO).host(1, "refuse").host(2, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m2.example");
        }
    }

    @Test
    void qd45EqualServersShareTheLoad() throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example\na.example MX 10 m2.example")
                .host(1, ACCEPTS)
                .host(2, ACCEPTS)) {
            DirectRoute route = internet.direct();
            for (int mail = 0; mail < 200; mail++) send(route, BOB);

            assertThat(internet.host(1).stored().size()).isBetween(60, 140);
            assertThat(internet.host(2).stored().size())
                    .isEqualTo(200 - internet.host(1).stored().size());
        }
    }

    @Test
    void qd46NextServerStandsInForOneThatPutsOff() throws Exception {
        try (Internet internet = Internet.of(TWO).host(1, LATER).host(2, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m2.example");
        }
    }

    @Test
    void qd47RelayTakesOverWhatAllPutOff() throws Exception {
        try (Internet internet = Internet.of(TWO).host(1, LATER).host(2, LATER)) {
            List<Outcome> direct = send(internet.direct(), BOB);
            assertThat(states(direct)).containsExactly("D 0607");
            assertThat(direct.get(0).host()).contains("m2.example");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
        }
    }

    @Test
    void qd48RefusedForGoodStaysRefused() throws Exception {
        try (Internet internet = Internet.of(TWO).host(1, NOBODY).host(2, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("R 0607");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("R 0607");

            assertThat(internet.host(2).connections()).isZero();
            assertThat(internet.relay().connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"send 554 5.7.1 blocked, N 0616, false", "send 421 4.3.2 busy, N 0616, true", "stall, N 0609, true"})
    void qd49GreetingThatRefusesUsIsACaseForTheRelay(String greeting, String state, boolean isRetryable)
            throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example").host(1, greeting + "\nagain\n")) {
            internet.deadline = Duration.ofSeconds(4);
            List<Outcome> direct = send(internet.direct(), BOB);

            assertThat(states(direct)).containsExactly(state);
            assertThat(direct.get(0).isRetryable()).isEqualTo(isRetryable);
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
        }
    }

    @Test
    void qd50NoMoreThanFiveAddressesAreTried() throws Exception {
        StringBuilder zone = new StringBuilder();
        for (int host = 1; host <= 7; host++) zone.append("a.example MX %d m%d.example\n".formatted(host, host));
        try (Internet internet = Internet.of(zone.toString()).host(6, ACCEPTS)) {
            List<Outcome> direct = send(internet.direct(), BOB);

            assertThat(states(direct)).containsExactly("N 0601");
            assertThat(direct.get(0).isRetryable()).isTrue();
            assertThat(direct.get(0).host()).contains("m5.example");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
            assertThat(internet.host(6).connections()).isZero();
        }
    }

    @Test
    void s15AddressOfTheDomainServesWhereItNamesNoServer() throws Exception {
        try (Internet internet = Internet.of("a.example A 127.0.0.11").host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A a.example");
        }
    }

    @Test
    void s15AddressOfTheDomainIsLeftAloneWhereItNamesOne() throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example\na.example A 127.0.0.12")
                .host(1, "refuse")
                .host(2, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0601");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
            assertThat(internet.host(2).connections()).isZero();
        }
    }

    @Test
    void s16DomainThatTakesNoMailIsRefusedAtOnce() throws Exception {
        try (Internet internet =
                Internet.of("a.example MX 0 .\na.example A 127.0.0.11").host(1, ACCEPTS)) {
            List<Outcome> direct = send(internet.direct(), BOB);
            assertThat(states(direct)).containsExactly("R 0702");
            assertThat(direct.get(0).fault().orElseThrow().text()).contains("5.1.10");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("R 0702");

            assertThat(internet.host(1).connections() + internet.relay().connections())
                    .isZero();
            assertThat(internet.dns().questions()).noneMatch(question -> question.endsWith(" A"));
        }
    }

    @Test
    void s16NullMxBesideOthersSaysNothing() throws Exception {
        try (Internet internet =
                Internet.of("a.example MX 0 .\na.example MX 10 m1.example").host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
        }
    }

    @Test
    void qd54DomainThatDoesNotExistIsRefused() throws Exception {
        try (Internet internet = Internet.of("")) {
            List<Outcome> direct = send(internet.direct(), BOB);
            assertThat(states(direct)).containsExactly("R 0701");
            assertThat(direct.get(0).fault().orElseThrow().text()).contains("a.example", "5.1.2");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("R 0701");
            assertThat(internet.relay().connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example SERVFAIL",
                "a.example SILENT",
                "a.example CNAME b.example\nb.example CNAME a.example",
                "a.example MX 10 gone.example\na.example A 127.0.0.11",
                "a.example MX 10 192.0.2.11.\na.example A 127.0.0.11",
                "a.example MX 10 b.example\nb.example SERVFAIL"
            })
    void qd55WhatDnsDoesNotSayIsACaseForTheRelay(String zone) throws Exception {
        try (Internet internet = Internet.of(zone).host(1, ACCEPTS)) {
            List<Outcome> direct = send(internet.direct(), BOB);
            assertThat(states(direct)).containsExactly("N 0703");
            assertThat(direct.get(0).isRetryable()).isTrue();
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
            assertThat(internet.host(1).connections()).isZero();
        }
    }

    @Test
    void qd57AliasesAreFollowedAndTheAddressStaysAsWritten() throws Exception {
        try (Internet internet = Internet.of(
                        "alias.example CNAME a.example\na.example MX 10 alias-of-m1.example\nalias-of-m1.example CNAME m1.example")
                .host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), "bob@alias.example"))).containsExactly("A alias-of-m1.example");
            assertThat(internet.host(1).commands())
                    .anyMatch(command -> command.startsWith("RCPT TO:<bob@alias.example>"));
        }
    }

    @Test
    void qd58OurselvesAndServersFartherAwayAreLeftOut() throws Exception {
        String zone = "a.example MX 10 m1.example\na.example MX 20 CLIENT.example\na.example MX 30 m3.example";
        try (Internet internet = Internet.of(zone).host(1, "refuse").host(3, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0601");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
            assertThat(internet.host(3).connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example MX 10 client.example",
                "a.example MX 10 m1.example",
                "a.example MX 10 b.example\nb.example A 10.0.0.5",
                "a.example A 192.168.1.1",
                "a.example AAAA fd00::1",
                "a.example A 100.64.0.1"
            })
    void qd58PrivateNetworksAreNotEnteredUnasked(String zone) throws Exception {
        try (Internet internet = Internet.of(zone).host(1, ACCEPTS)) {
            internet.privateNetworks = false;
            List<Outcome> direct = send(internet.direct(), BOB);
            assertThat(states(direct)).containsExactly("R 0701");
            assertThat(direct.get(0).fault().orElseThrow().text()).contains("5.4.6");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
            assertThat(internet.host(1).connections()).isZero();
        }
    }

    @Test
    void qd59LongAnswersComeByTcp() throws Exception {
        StringBuilder zone = new StringBuilder("a.example MX 1 m1.example\n");
        for (int host = 2; host <= 40; host++) zone.append("a.example MX %d host-%d.example\n".formatted(host, host));
        try (Internet internet = Internet.of(zone.toString()).host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
            assertThat(internet.dns().questions()).contains("udp a.example MX", "tcp a.example MX");
        }
    }

    @Test
    void qd60InternationalDomainIsAskedInItsAsciiForm() throws Exception {
        try (Internet internet = Internet.of("xn--r8jz45g.jp MX 10 m1.example").host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), "bob@例え.jp"))).containsExactly("A m1.example");
        }
    }

    @Test
    void qd60LiteralNeedsNoDns() throws Exception {
        try (Internet internet = Internet.of("").host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), "bob@[127.0.0.11]"))).containsExactly("A 127.0.0.11");
            assertThat(internet.dns().questions()).isEmpty();

            internet.privateNetworks = false;
            assertThat(states(send(internet.direct(), "bob@[127.0.0.11]"))).containsExactly("R 0701");
            assertThat(states(send(internet.thenRelay(), "bob@[127.0.0.11]"))).containsExactly("R 0701");
            assertThat(internet.relay().connections()).isZero();
        }
    }

    @Test
    void qd61InDoubtIsTriedNowhereElse() throws Exception {
        String lost = refusing("want RCPT * | want DATA | send 250 ok | send 354 go on\nbody to-dot | rst");
        try (Internet internet = Internet.of(TWO).host(1, lost).host(2, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("U 0618");
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("U 0618");
            assertThat(internet.host(2).connections() + internet.relay().connections())
                    .isZero();
        }
    }

    @Test
    void qd62InTheClearWhereTlsIsOptionalAndSaidSo() throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example").host(1, ACCEPTS)) {
            SmtpReport report = Internet.report(internet.direct(), Mails.to(BOB));
            assertThat(states(report.outcomes())).containsExactly("A m1.example");
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("m1.example is in the clear"));

            internet.tls = DirectSettings.Tls.STARTTLS_REQUIRED;
            List<Outcome> required = send(internet.direct(), BOB);
            assertThat(states(required)).containsExactly("N 0602");
            assertThat(required.get(0).isRetryable()).isTrue();
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS_OPTIONAL, A m1.example", "STARTTLS_REQUIRED, A m1.example", "STARTTLS_VERIFIED, N 0603"})
    void qd62CertificateCountsOnlyWhereItIsVerified(DirectSettings.Tls tls, String state) throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example").host(1, overTls("self-signed"))) {
            internet.tls = tls;
            List<Outcome> outcomes = send(internet.direct(), BOB);

            assertThat(states(outcomes)).containsExactly(state);
            if (state.startsWith("A")) assertThat(outcomes.get(0).tls()).contains("TLSv1.3");
        }
    }

    @Test
    void qd62BrokenTlsIsLeftOutWhereItIsOptional() throws Exception {
        String broken =
                """
                send 220 mx.example ESMTP
                ehlo STARTTLS
                want STARTTLS | send 220 go on
                tls old
                next
                send 220 mx.example ESMTP
                ehlo STARTTLS
                serve
                """;
        try (Internet internet = Internet.of("a.example MX 10 m1.example").host(1, broken)) {
            SmtpReport report = Internet.report(internet.direct(), Mails.to(BOB));

            assertThat(states(report.outcomes())).as("%s", report).containsExactly("A m1.example");
            assertThat(report.warnings()).anyMatch(warning -> warning.contains("TLS with m1.example failed"));
        }
    }

    @Test
    void qd62NothingIsSaidOfMailInTheClearThatWentNowhere() throws Exception {
        String busy =
                """
                send 220 mx.example ESMTP
                ehlo STARTTLS
                want STARTTLS | send 220 go on
                tls old
                next
                send 421 4.3.2 busy
                """;
        try (Internet internet = Internet.of("a.example MX 10 m1.example").host(1, busy)) {
            SmtpReport report = Internet.report(internet.direct(), Mails.to(BOB));

            assertThat(states(report.outcomes())).as("%s", report).containsExactly("N 0616");
            assertThat(report.warnings()).noneMatch(warning -> warning.contains("went in the clear"));
        }
    }

    /** Long before the name server would be given up. */
    @Test
    void deadlineEndsTheLookUp() throws Exception {
        try (Internet internet = Internet.of("a.example SILENT").host(1, ACCEPTS)) {
            internet.deadline = Duration.ofMillis(50);
            internet.lookUp = Duration.ofMinutes(1);
            List<Outcome> direct = send(internet.direct(), BOB);

            assertThat(states(direct)).containsExactly("N 0703");
            assertThat(direct.get(0).isRetryable()).isTrue();
        }
    }

    /** The library has its threads for all of them. */
    @Test
    void closingOneRouteLeavesTheLookUpsOfAnotherAlone() throws Exception {
        try (Internet internet =
                Internet.of("a.example MX 10 m1.example\nm1.example SILENT").host(1, ACCEPTS)) {
            internet.lookUp = Duration.ofSeconds(6); // asked for a second time after the half
            DirectRoute route = internet.direct();
            DirectRoute other = internet.direct();
            CompletableFuture<List<Outcome>> sent =
                    CompletableFuture.supplyAsync(() -> send(route, BOB), task -> new Thread(task).start());
            internet.dns().awaitQuestion("m1.example A");
            other.close();
            internet.dns().learn("m1.example NORMAL");

            assertThat(states(sent.get(20, TimeUnit.SECONDS))).containsExactly("A m1.example");
        }
    }

    @Test
    void qd34NobodyLogsInAtTheServerOfARecipient() throws Exception {
        String offers = ACCEPTS.replace("DSN", "DSN, AUTH PLAIN LOGIN");
        try (Internet internet = Internet.of(TWO).host(1, offers)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
            assertThat(internet.host(1).commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    private static EnvelopeRecipient reporting(String address) {
        EmailAddress recipient = EmailAddress.of(address);
        return new EnvelopeRecipient(recipient, RecipientOptions.reporting(NotifyOn.of(Notify.SUCCESS), recipient));
    }

    @Test
    void qd63ReceiptsAreAskedForWhereTheServerOffersThem() throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example\nb.example MX 10 m2.example")
                .host(1, ACCEPTS)
                .host(2, ACCEPTS.replace(", DSN", ""))) {
            List<Outcome> outcomes = Internet.report(
                            internet.direct(), asking(reporting("a@a.example"), reporting("b@b.example")))
                    .outcomes();

            assertThat(states(outcomes)).containsExactly("A m1.example", "A m2.example");
            assertThat(outcomes)
                    .extracting(Outcome::receipt)
                    .containsExactly(Outcome.ReceiptRequest.REQUESTED, Outcome.ReceiptRequest.UNSUPPORTED);
            assertThat(internet.host(1).commands())
                    .anyMatch(command -> command.startsWith("RCPT TO:<a@a.example> NOTIFY="));
            assertThat(internet.host(2).commands()).contains("RCPT TO:<b@b.example>");
        }
    }

    private static Envelope asking(EnvelopeRecipient... recipients) {
        return new Envelope(
                EmailAddress.of("shop@example.com"),
                List.of(recipients),
                Optional.of(new EnvelopeId("id-1")),
                Optional.of(ReturnContent.HEADERS));
    }

    @Test
    void qd64OneMailWithEveryFate() throws Exception {
        String zone = TWO
                + """

                c.example MX 10 m1.example
                d.example MX 10 m3.example
                e.example MX 10 m4.example
                """;
        try (Internet internet =
                Internet.of(zone).host(1, ACCEPTS).host(3, NOBODY).host(4, "send 421 4.3.2 busy\nagain\n")) {
            EnvelopeRecipient[] all = Stream.of(
                            "a@a.example", "b@a.example", "c@c.example", "d@d.example", "e@e.example", "f@f.example")
                    .map(DirectZonesTest::reporting)
                    .toArray(EnvelopeRecipient[]::new);
            List<Outcome> direct =
                    Internet.report(internet.direct(), asking(all)).outcomes();
            List<Outcome> both =
                    Internet.report(internet.thenRelay(), asking(all)).outcomes();

            assertThat(states(direct))
                    .containsExactly("A m1.example", "A m1.example", "A m1.example", "R 0607", "N 0616", "R 0701");
            assertThat(states(both))
                    .containsExactly("A m1.example", "A m1.example", "A m1.example", "R 0607", "A 127.0.0.1", "R 0701");
            assertThat(both)
                    .extracting(outcome -> outcome.way().orElseThrow())
                    .containsExactly(
                            Outcome.Way.DIRECT,
                            Outcome.Way.DIRECT,
                            Outcome.Way.DIRECT,
                            Outcome.Way.DIRECT,
                            Outcome.Way.RELAY,
                            Outcome.Way.DIRECT);
            assertThat(internet.host(1).stored()).hasSize(2);
            assertThat(internet.relay().commands())
                    .anyMatch(command -> command.startsWith("RCPT TO:<e@e.example> NOTIFY="))
                    .anyMatch(command -> command.contains("ENVID=id-1"))
                    .filteredOn(command -> command.startsWith("RCPT"))
                    .hasSize(1);
        }
    }
}
