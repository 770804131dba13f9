package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.route.Internet.ACCEPTS;
import static org.qdmail.route.Internet.overTls;
import static org.qdmail.route.Internet.send;
import static org.qdmail.route.Internet.states;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.smtp.peer.PeerCertificates;

/** Servers whose certificates are published in DNS (RFC 7672), with name servers that have validated it or not. */
class DaneTest {
    private static final String BOB = "bob@a.example";
    private static final String ZONE = "a.example MX 10 m1.example\na.example SECURE\nm1.example SECURE";
    private static final String NOTHING_LIKE_IT = "3 1 1 " + "0".repeat(64);

    private static String tlsa(String data) {
        return "_PORT._tcp.m1.example TLSA " + data + "\n_PORT._tcp.m1.example SECURE";
    }

    /** The data of a record, made without a class of ours. */
    private static String data(int usage, int selector, int matching, X509Certificate certificate)
            throws GeneralSecurityException {
        byte[] selected = selector == 0
                ? certificate.getEncoded()
                : certificate.getPublicKey().getEncoded();
        byte[] compared =
                switch (matching) {
                    case 0 -> selected;
                    case 1 -> MessageDigest.getInstance("SHA-256").digest(selected);
                    default -> MessageDigest.getInstance("SHA-512").digest(selected);
                };
        return "%d %d %d %s".formatted(usage, selector, matching, HexFormat.of().formatHex(compared));
    }

    private static String ofServer(PeerCertificates certificate) throws GeneralSecurityException {
        return data(3, 1, 1, certificate.chain().get(0));
    }

    private static void assertEncrypted(List<Outcome> outcomes, String server) {
        assertThat(states(outcomes)).containsExactly("A " + server);
        assertThat(outcomes.get(0).tls()).contains("TLSv1.3");
    }

    /** Neither names nor dates nor issuers count then (RFC 7671 section 5.1). */
    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "OTHER_HOST", "UNKNOWN_CA", "SELF_SIGNED", "NOT_YET"})
    void ext18CertificateOfTheServerIsTakenWhateverStandsInIt(PeerCertificates certificate) throws Exception {
        String word = certificate.name().toLowerCase().replace('_', '-');
        try (Internet internet = Internet.of(ZONE).host(1, overTls(word)).zone(tlsa(ofServer(certificate)))) {
            assertEncrypted(send(internet.direct(), BOB), "m1.example");
            assertThat(internet.host(1).serverNames()).containsExactly("m1.example");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"})
    void ext18EverySelectorAndMatchingIsCompared(int selector, int matching) throws Exception {
        X509Certificate own = PeerCertificates.OTHER_HOST.chain().get(0);
        X509Certificate other = PeerCertificates.EXPIRED.chain().get(0);
        for (X509Certificate published : List.of(own, other)) {
            try (Internet internet = Internet.of(ZONE)
                    .host(1, overTls("other-host"))
                    .zone(tlsa(data(3, selector, matching, published)))) {
                List<Outcome> outcomes = send(internet.direct(), BOB);
                if (published == own) assertEncrypted(outcomes, "m1.example");
                else assertThat(states(outcomes)).containsExactly("N 0603");
            }
        }
    }

    @Test
    void ext18OneOfSeveralRecordsIsEnough() throws Exception {
        try (Internet internet = Internet.of(ZONE)
                .host(1, overTls("self-signed"))
                .zone(tlsa(NOTHING_LIKE_IT))
                .zone(tlsa("0 0 1 " + "0".repeat(64)))
                .zone(tlsa(ofServer(PeerCertificates.SELF_SIGNED)))) {
            assertEncrypted(send(internet.direct(), BOB), "m1.example");
        }
    }

    @Test
    void ext18ServerThatDoesNotMatchGetsNothingAndTheNextOneStandsIn() throws Exception {
        try (Internet internet = Internet.of(ZONE + "\na.example MX 20 m2.example\nm2.example SECURE")
                .host(1, overTls("mx"))
                .host(2, ACCEPTS)
                .zone(tlsa(NOTHING_LIKE_IT))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m2.example");
            assertThat(internet.host(1).stored()).isEmpty();
        }
    }

    @Test
    void ext18CertificateThatDoesNotMatchIsToldAsSuch() throws Exception {
        try (Internet internet = Internet.of(ZONE).host(1, overTls("mx")).zone(tlsa(NOTHING_LIKE_IT))) {
            Outcome outcome = send(internet.direct(), BOB).get(0);

            assertThat(outcome.fault().orElseThrow().text()).contains("m1.example", "matches no TLSA record");
            assertThat(outcome.isRetryable()).isTrue();
            assertThat(states(send(internet.thenRelay(), BOB))).containsExactly("A 127.0.0.1");
        }
    }

    /** No fall back to the clear, whatever is wrong with TLS. */
    @ParameterizedTest
    @CsvSource({"3, N 0602", "0, N 0602"})
    void ext18ServerWithoutTlsGetsNothing(int usage, String state) throws Exception {
        try (Internet internet = Internet.of(ZONE).host(1, ACCEPTS).zone(tlsa(usage + " 1 1 " + "0".repeat(64)))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly(state);
            assertThat(internet.host(1).stored()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0 0 1 HASH", "1 1 1 HASH", "3 1 3 HASH", "3 2 1 HASH", "3 1 1 00", "3 1 2 HASH", "255 1 1 HASH"
            })
    void ext18RecordsOfNoUseDemandTlsAlone(String data) throws Exception {
        try (Internet internet =
                Internet.of(ZONE).host(1, overTls("self-signed")).zone(tlsa(data.replace("HASH", "0".repeat(64))))) {
            assertEncrypted(send(internet.direct(), BOB), "m1.example");
        }
    }

    /** What is not validated at any step says nothing (RFC 7672 section 2.2). */
    @ParameterizedTest
    @ValueSource(strings = {"a.example", "m1.example", "_PORT._tcp.m1.example"})
    void ext18WhatIsNotValidatedDoesNotCount(String name) throws Exception {
        String zone = (ZONE + '\n' + tlsa(NOTHING_LIKE_IT)).replaceAll("(?m)^" + name + " SECURE$", "");
        try (Internet internet = Internet.of("").host(1, overTls("self-signed")).zone(zone)) {
            assertEncrypted(send(internet.direct(), BOB), "m1.example");
        }
    }

    @Test
    void ext18FailedQuestionMakesTheServerUnfit() throws Exception {
        try (Internet internet = Internet.of(ZONE + "\na.example MX 20 m2.example\nm2.example SECURE")
                .host(1, ACCEPTS)
                .host(2, ACCEPTS)
                .zone("_PORT._tcp.m1.example SERVFAIL")) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("A m2.example");
            assertThat(internet.host(1).connections()).isZero();
        }
        try (Internet internet = Internet.of(ZONE).host(1, ACCEPTS).zone("_PORT._tcp.m1.example SERVFAIL")) {
            Outcome outcome = send(internet.direct(), BOB).get(0);
            assertThat(states(List.of(outcome))).containsExactly("N 0703");
            assertThat(outcome.isRetryable()).isTrue();
            assertThat(internet.host(1).connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // record of the authority, certificate of the server, state
        "0, 0, MX_UNKNOWN_CA, A m1.example",
        "0, 1, MX_UNKNOWN_CA, A m1.example",
        "1, 2, MX_UNKNOWN_CA, A m1.example",
        "1, 1, MX_OTHER_HOST, N 0603",
        "1, 1, MX, N 0603",
    })
    void ext18CertificateBelowAnAuthorityHasToNameTheServer(
            int selector, int matching, PeerCertificates certificate, String state) throws Exception {
        X509Certificate authority = PeerCertificates.MX_UNKNOWN_CA.chain().get(1);
        String word = certificate.name().toLowerCase().replace('_', '-');
        try (Internet internet =
                Internet.of(ZONE).host(1, overTls(word)).zone(tlsa(data(2, selector, matching, authority)))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly(state);
        }
    }

    @Test
    void ext18AliasOfAServerIsAskedForFirst() throws Exception {
        String alias = "a.example MX 10 mail.a.example\na.example SECURE\nmail.a.example SECURE\nm1.example SECURE\n"
                + "mail.a.example CNAME m1.example";
        try (Internet internet = Internet.of(alias).host(1, overTls("mx")).zone(tlsa(NOTHING_LIKE_IT))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0603");
        }
        try (Internet internet = Internet.of(alias)
                .host(1, overTls("mx"))
                .zone(tlsa(NOTHING_LIKE_IT).replace("m1.example", "mail.a.example"))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0603");
        }
    }

    /** A signed zone may name a server of somebody whose zone is not; then the alias has the records (section 2.2.2). */
    @ParameterizedTest
    @CsvSource({
        // what DNS says of the alias, who has the records, state
        "SECURE, mail.a.example, N 0603",
        "SECURE, m1.example, A mail.a.example",
        "SERVFAIL-CNAME, mail.a.example, N 0703",
        "UNSIGNED, mail.a.example, A mail.a.example"
    })
    void ext18AliasThatIsValidatedCountsWhereverItLeads(String alias, String holder, String state) throws Exception {
        String zone = "a.example MX 10 mail.a.example\na.example SECURE\nmail.a.example CNAME m1.example\n"
                + "mail.a.example " + alias;
        try (Internet internet = Internet.of(zone)
                .host(1, overTls("mx"))
                .zone(tlsa(NOTHING_LIKE_IT).replace("m1.example", holder))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly(state);
        }
    }

    /** Whoever has the records gives the name that is sent along and that a certificate below an authority has to have. */
    @ParameterizedTest
    @CsvSource({
        // who has the records, state
        "m1.example, A mail.a.example",
        "mail.a.example, N 0603"
    })
    void ext18NameInTheCertificateIsThatOfTheRecords(String holder, String state) throws Exception {
        String alias = "a.example MX 10 mail.a.example\na.example SECURE\nmail.a.example SECURE\nm1.example SECURE\n"
                + "mail.a.example CNAME m1.example";
        X509Certificate authority = PeerCertificates.MX_UNKNOWN_CA.chain().get(1);
        try (Internet internet = Internet.of(alias)
                .host(1, overTls("mx-unknown-ca"))
                .zone(tlsa(data(2, 1, 1, authority)).replace("m1.example", holder))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly(state);
            assertThat(internet.host(1).serverNames()).isEqualTo(state.startsWith("A") ? List.of(holder) : List.of());
        }
    }

    @Test
    void ext18DomainThatIsItsOwnServerHasItsRecords() throws Exception {
        try (Internet internet = Internet.of("a.example A 127.0.0.11\na.example SECURE")
                .host(1, overTls("mx"))
                .zone(tlsa(NOTHING_LIKE_IT).replace("m1.example", "a.example"))) {
            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0603");
        }
    }

    /** DNS permits names that are none of hosts, such as one with an underscore. */
    @ParameterizedTest
    @CsvSource({
        "m_1.example, true",
        "m_1.example, false",
        // twenty octets, of which each takes four to write
        "\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001\\001.example, true",
    })
    void ext18ServerMayHaveAnyName(String name, boolean isPublished) throws Exception {
        String zone = (ZONE + '\n' + tlsa(ofServer(PeerCertificates.SELF_SIGNED))).replace("m1.example", name);
        try (Internet internet = Internet.of("").host(1, overTls("self-signed")).zone(name + " A 127.0.0.11")) {
            internet.zone(zone);
            internet.dane = isPublished;

            assertEncrypted(send(internet.direct(), BOB), name);
            assertThat(internet.host(1).serverNames()).isEmpty();
        }
    }

    @Test
    void ext18RecordsAreLeftAloneWhereThatIsWished() throws Exception {
        try (Internet internet =
                Internet.of(ZONE).host(1, overTls("self-signed")).zone(tlsa(NOTHING_LIKE_IT))) {
            internet.dane = false;

            assertEncrypted(send(internet.direct(), BOB), "m1.example");
            assertThat(internet.dns().questions()).noneMatch(question -> question.contains("TLSA"));
        }
    }

    /** Whoever wants names in certificates gets no less by a record. */
    @Test
    void ext18VerifiedStaysVerified() throws Exception {
        try (Internet internet =
                Internet.of(ZONE).host(1, overTls("self-signed")).zone(tlsa(ofServer(PeerCertificates.SELF_SIGNED)))) {
            internet.tls = DirectSettings.Tls.STARTTLS_VERIFIED;

            assertThat(states(send(internet.direct(), BOB))).containsExactly("N 0603");
        }
    }

    @Test
    void ext18AnswersAreKeptWithWhatWasSaidOfThem() throws Exception {
        try (Internet internet =
                Internet.of(ZONE).host(1, overTls("self-signed")).zone(tlsa(ofServer(PeerCertificates.SELF_SIGNED)))) {
            DirectRoute route = internet.direct();
            for (int mail = 0; mail < 3; mail++) assertEncrypted(send(route, BOB), "m1.example");

            assertThat(internet.dns().questions())
                    .filteredOn(question -> question.contains("TLSA"))
                    .hasSize(1);
            assertThat(internet.host(1).connections()).isOne();
        }
    }
}
