package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.route.Internet.ACCEPTS;
import static org.qdmail.route.Internet.overTls;
import static org.qdmail.route.Internet.send;
import static org.qdmail.route.Internet.states;
import static org.qdmail.route.PolicyHost.policy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.smtp.peer.PeerCertificates;

/** Domains with a policy about the way to their servers (MTA-STS, RFC 8461), which an HTTPS server on loopback holds. */
class MtaStsTest {
    private static final String BOB = "bob@a.example";
    private static final String ZONE = "a.example MX 10 m1.example\na.example MX 20 m2.example\n"
            + "_mta-sts.a.example TXT \"v=STSv1; id=1;\"\nmta-sts.a.example A 127.0.0.1\n";
    private static final String ENFORCED =
            policy("version: STSv1", "mode: enforce", "mx: m1.example", "max_age: 86400");

    private static Internet internet(PolicyHost host) {
        Internet internet = Internet.of(ZONE);
        internet.policyPort = host.port();
        return internet;
    }

    private static PolicyHost saying(String answer) {
        return PolicyHost.saying(PeerCertificates.POLICY, answer);
    }

    @Test
    void ext17ServerWithAFitCertificateGetsTheMail() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, overTls("mx"))) {
            List<Outcome> outcomes = send(internet.direct(), BOB);

            assertThat(states(outcomes)).containsExactly("A m1.example");
            assertThat(outcomes.get(0).tls()).contains("TLSv1.3");
            assertThat(host.questions())
                    .singleElement()
                    .asString()
                    .startsWith("GET /.well-known/mta-sts.txt HTTP/1.0\r\n")
                    .contains("\r\nHost: mta-sts.a.example\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "enforce, mx-unknown-ca, N 0603",
        "enforce, mx-other-host, N 0603",
        "enforce, self-signed, N 0603",
        "enforce, old, N 0615",
        "testing, mx-unknown-ca, A m1.example",
        "none, self-signed, A m1.example"
    })
    void ext17CertificateIsJudgedWherePoliciesAreEnforced(String mode, String certificate, String state)
            throws Exception {
        try (PolicyHost host = saying(policy("version: STSv1", "mode: " + mode, "mx: *.example", "max_age: 86400"));
                Internet internet = internet(host).host(1, overTls(certificate)).host(2, "refuse")) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly(state.startsWith("N") ? "N 0601" : state);
            assertThat(internet.host(1).stored()).hasSize(state.startsWith("N") ? 0 : 1);
        }
    }

    @Test
    void ext17NothingGoesInTheClear() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, ACCEPTS).host(2, overTls("mx"))) {
            List<Outcome> outcomes = send(internet.direct(), BOB);

            assertThat(states(outcomes)).containsExactly("N 0602");
            assertThat(outcomes.get(0).isRetryable()).isTrue();
            assertThat(internet.host(2).connections()).isZero(); // the policy does not name it
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
        }
    }

    @Test
    void ext17ServersThatThePolicyDoesNotNameArePassedBy() throws Exception {
        try (PolicyHost host = saying(ENFORCED.replace("m1", "m2"));
                Internet internet = internet(host).host(1, overTls("mx")).host(2, overTls("mx"))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m2.example");
            assertThat(internet.host(1).connections()).isZero();
        }
    }

    @Test
    void ext17PolicyThatNamesNoneOfTheServersIsTold() throws Exception {
        try (PolicyHost host = saying(ENFORCED.replace("m1", "m7"));
                Internet internet = internet(host).host(1, overTls("mx"))) {
            Outcome outcome = send(internet.direct(), BOB).get(0);

            assertThat(states(List.of(outcome))).containsExactly("N 0708");
            assertThat(outcome.fault().orElseThrow().text()).contains("a.example", "MTA-STS");
            assertThat(outcome.isRetryable()).isTrue();
            assertThat(internet.host(1).connections()).isZero();
        }
    }

    static Stream<String> unfit() {
        String body = "version: STSv1\nmode: enforce\nmx: m7.example\nmax_age: 86400\n";
        String start = "HTTP/1.1 200 OK\nContent-Type: text/plain\n";
        return Stream.of(
                ENFORCED.replace("m1", "m7").replace("200 OK", "404 Not Found"),
                ENFORCED.replace("m1", "m7").replace("200 OK", "301 Moved").replace("\n\n", "\nLocation: /x\n\n"),
                ENFORCED.replace("m1", "m7").replace("200 OK", "204 No Content"),
                ENFORCED.replace("m1", "m7").replace("text/plain", "text/html"),
                ENFORCED.replace("m1", "m7").replaceAll("Content-Type.*\n", ""),
                start + "Transfer-Encoding: chunked\n\n3e\n" + body,
                start + "Content-Length: 70000\n\n" + body,
                start + "Content-Length: 200\n\n" + body,
                start + "Content-Length: none\n\n" + body,
                start + "\n" + body + "x: ".repeat(30_000),
                start + "X: ".repeat(10_000) + "\n\n" + body,
                "SSH-2.0 OpenSSH\n\n",
                "",
                ENFORCED.replace("m1", "m7").replace("STSv1", "STSv2"),
                ENFORCED.replace("m1", "m7").replace("max_age", "max-age"));
    }

    /** The policy, which would forbid the server, cannot be had: it counts as none, and is left alone for a while. */
    @ParameterizedTest
    @MethodSource("unfit")
    void ext17PolicyThatCannotBeHadIsNone(String answer) throws Exception {
        try (PolicyHost host = saying(answer);
                Internet internet = internet(host).host(1, ACCEPTS)) {
            DirectRoute route = internet.direct();
            for (int mail = 0; mail < 3; mail++) {
                assertThat(states(send(route, BOB))).containsExactly("A m1.example");
            }
            assertThat(host.questions()).hasSize(1);
        }
    }

    /** A body without length ends where its server ends it. */
    @Test
    void ext17PolicyWithoutLengthCounts() throws Exception {
        try (PolicyHost host = saying(ENFORCED.replace("m1", "m7").replaceAll("Content-Length.*\n", ""));
                Internet internet = internet(host).host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0708");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOD", "UNKNOWN_CA", "SELF_SIGNED", "MX"})
    void ext17PolicyOfAHostThatDoesNotProveItselfIsNone(PeerCertificates certificate) throws Exception {
        try (PolicyHost host = PolicyHost.saying(certificate, ENFORCED.replace("m1", "m7"));
                Internet internet = internet(host).host(1, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_mta-sts.a.example", "mta-sts.a.example"})
    void ext17DomainWithoutRecordOrHostHasNone(String name) throws Exception {
        try (PolicyHost host = saying(ENFORCED.replace("m1", "m7"));
                Internet internet = internet(host).host(1, ACCEPTS)) {
            internet.dns().forget(name);

            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
            assertThat(host.questions()).isEmpty();
        }
    }

    /** {@code _mta-sts} in front of it would be no name any more. */
    @Test
    void ext17LongestDomainHasNone() throws Exception {
        String domain = ("a".repeat(60) + ".").repeat(4) + "example";
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, ACCEPTS)) {
            internet.zone(domain + " MX 10 m1.example\n" + domain + " SECURE");

            assertThat(states(send(internet.direct(), "b@" + domain, BOB)).get(0))
                    .isEqualTo("A m1.example");
        }
    }

    @Test
    void ext17HostInAPrivateNetworkIsNotAsked() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, ACCEPTS)) {
            internet.privateNetworks = false;

            assertThat(states(send(internet.direct(), BOB))).containsExactly("R 0701");
            assertThat(host.questions()).isEmpty();
        }
    }

    @Test
    void ext17PolicyIsKeptUntilItsVersionChanges() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, overTls("mx")).host(2, overTls("mx"))) {
            internet.dns().lifetime(0);
            internet.dns().forget("_mta-sts.a.example");
            internet.zone("_mta-sts.a.example TXT \"v=STSv1; id=1;\"");
            DirectRoute route = internet.direct();
            for (int mail = 0; mail < 3; mail++) {
                assertThat(states(send(route, BOB))).containsExactly("A m1.example");
            }
            assertThat(host.questions()).hasSize(1);

            host.say(ENFORCED.replace("m1", "m2"));
            assertThat(states(send(route, BOB))).containsExactly("A m1.example");
            internet.dns().forget("_mta-sts.a.example");
            internet.zone("_mta-sts.a.example TXT \"v=STSv1; id=2;\"");
            assertThat(states(send(route, BOB))).containsExactly("A m2.example");
            assertThat(host.questions()).hasSize(2);
        }
    }

    /** Whoever can make the newest one unreachable cannot make mail go in the clear (section 10.2). */
    @ParameterizedTest
    @ValueSource(strings = {"broken", "gone", "failing"})
    void ext17PolicyThatIsKnownCountsWhenANewOneCannotBeHad(String trouble) throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, overTls("mx")).host(2, overTls("mx"))) {
            internet.dns().lifetime(0);
            internet.dns().forget("_mta-sts.a.example");
            internet.zone("_mta-sts.a.example TXT \"v=STSv1; id=1;\"");
            DirectRoute route = internet.direct();
            assertThat(states(send(route, BOB))).containsExactly("A m1.example");

            host.say("HTTP/1.1 500 Sorry\n\n");
            internet.dns().forget("_mta-sts.a.example");
            if (trouble.equals("broken")) internet.zone("_mta-sts.a.example TXT \"v=STSv1; id=2;\"");
            if (trouble.equals("failing")) internet.zone("_mta-sts.a.example SERVFAIL");
            internet.host(1).close();
            assertThat(states(send(route, BOB)))
                    .allSatisfy(state -> assertThat(state).startsWith("N "));
            assertThat(internet.host(2).connections()).isZero();
        }
    }

    @Test
    void ext17ThoseWhoNeedAPolicyAtTheSameTimeShareOneQuestion() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, overTls("mx"))) {
            DirectRoute route = internet.direct();
            List<CompletableFuture<List<Outcome>>> all = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> send(route, BOB)))
                    .limit(8)
                    .toList();
            for (CompletableFuture<List<Outcome>> each : all) {
                assertThat(states(each.get(20, TimeUnit.SECONDS))).containsExactly("A m1.example");
            }
            assertThat(host.questions()).hasSize(1);
        }
    }

    /** Two domains with one server, of which one demands more: each has a transaction of its own. */
    @Test
    void ext17DomainsWithoutAPolicyAreNotHeldToOne() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, overTls("mx-unknown-ca"))) {
            internet.zone("b.example MX 10 m1.example");

            assertThat(states(send(internet.direct(), BOB, "carol@b.example")))
                    .containsExactly("N 0603", "A m1.example");
            assertThat(internet.host(1).stored()).singleElement().satisfies(mail -> assertThat(mail.recipients())
                    .containsExactly("RCPT TO:<carol@b.example>"));
        }
    }

    @Test
    void ext17RecordsOfTheServerGoFirst() throws Exception {
        try (PolicyHost host = saying(ENFORCED);
                Internet internet = internet(host).host(1, overTls("mx"))) {
            internet.zone("a.example SECURE\nm1.example SECURE\n_PORT._tcp.m1.example SECURE\n"
                    + "_PORT._tcp.m1.example TLSA 3 1 1 " + "0".repeat(64));

            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0603");
        }
    }

    @Test
    void ext17PoliciesAreLeftAloneWhereThatIsWished() throws Exception {
        try (PolicyHost host = saying(ENFORCED.replace("m1", "m7"));
                Internet internet = internet(host).host(1, ACCEPTS)) {
            internet.mtaSts = false;

            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m1.example");
            assertThat(internet.dns().questions()).noneMatch(question -> question.contains("_mta-sts"));
        }
    }

    @Test
    void ext17VerifiedHeedsTheNamesOfAPolicy() throws Exception {
        try (PolicyHost host = saying(ENFORCED.replace("m1", "m2"));
                Internet internet = internet(host).host(1, overTls("mx")).host(2, overTls("mx"))) {
            internet.tls = DirectSettings.Tls.STARTTLS_VERIFIED;

            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m2.example");
        }
    }
}
