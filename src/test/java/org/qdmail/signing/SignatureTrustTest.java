// SPDX-License-Identifier: Apache-2.0
package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.Signer;
import org.qdmail.signing.SignatureReport.State;
import org.qdmail.signing.SignerJudgement.Chain;
import org.qdmail.signing.SignerJudgement.Period;
import org.qdmail.signing.SignerJudgement.Revocation;

/** What a reader who knows the time and whom it trusts is told of each signer. */
class SignatureTrustTest {
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final Issued MIDDLE = authority("Middle").by(ROOT);
    private static final Issued ALICE = leaf().by(MIDDLE);
    private static final SignatureTrust READER = SignatureTrust.at(NOW).with(Set.of(ROOT.certificate()));

    private static SignerJudgement judged(SignatureTrust reader, Issued signer, Issued... brought) {
        List<X509Certificate> certificates = new ArrayList<>(List.of(signer.certificate()));
        Stream.of(brought).map(Issued::certificate).forEach(certificates::add);
        List<Signer> signers = read(ForeignSignatures.bringing(signer, certificates), reader);
        assertThat(signers).hasSize(1);
        return signers.get(0).judgement();
    }

    private static List<Signer> read(byte[] signature, SignatureTrust reader) {
        byte[] mail = ForeignSignatures.mail(signature).getBytes(ISO_8859_1);
        try {
            return SignatureReading.of(new ByteArrayInputStream(mail), reader).signers();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void sv1TrustsASignerThatLeadsToAnAuthorityOfTheReader() {
        SignerJudgement judgement = judged(READER, ALICE, MIDDLE);

        assertThat(judgement.state()).isEqualTo(State.INTACT);
        assertThat(judgement.chain()).as(judgement.chainReason()).isEqualTo(Chain.TRUSTED);
        assertThat(judgement.chainReason()).isEmpty();
        assertThat(judgement.period()).isEqualTo(Period.VALID);
        assertThat(judgement.match()).isEqualTo(AddressMatch.FROM);
        assertThat(judgement.revocation()).isEqualTo(Revocation.NOT_CHECKED);
    }

    @Test
    void sv1TrustsASignerWhoseOwnCertificateTheReaderNames() {
        SignatureTrust reader = SignatureTrust.at(NOW).with(Set.of(ALICE.certificate()));

        assertThat(judged(reader, ALICE).chain()).isEqualTo(Chain.TRUSTED);
    }

    @Test
    void sv1TrustsNoRootThatTheMailBrings() {
        SignatureTrust reader = SignatureTrust.at(NOW)
                .with(Set.of(authority("Other").selfSigned().certificate()));

        SignerJudgement judgement = judged(reader, ALICE, MIDDLE, ROOT);

        assertThat(judgement.state()).isEqualTo(State.INTACT);
        assertThat(judgement.chain()).isEqualTo(Chain.UNTRUSTED);
        assertThat(judgement.chainReason()).isNotEmpty();
    }

    @Test
    void sv1FindsNoWayWhereTheMailDoesNotBringIt() {
        assertThat(judged(READER, ALICE).chain()).isEqualTo(Chain.UNTRUSTED);
    }

    @Test
    void sv1JudgesNoChainForAReaderWhoTrustsNobody() {
        SignerJudgement judgement = judged(SignatureTrust.at(NOW), ALICE, MIDDLE);

        assertThat(judgement.chain()).isEqualTo(Chain.NOT_JUDGED);
        assertThat(judgement.chainReason()).isEqualTo("no trusted certificates were given");
        assertThat(judgement.period()).isEqualTo(Period.VALID);
    }

    /** CVE-2026-59641: the signing time, which the signature of this mail has, is the signer's own word. */
    @Test
    void sv1JudgesTheValidityAtTheClockOfTheReader() {
        Instant end = ALICE.certificate().getNotAfter().toInstant();
        SignatureTrust later = READER.with(Set.of());
        SignerJudgement onTime = judged(new SignatureTrust(end, later.anchors()), ALICE, MIDDLE);
        SignerJudgement late = judged(new SignatureTrust(end.plusMillis(1), later.anchors()), ALICE, MIDDLE);

        assertThat(onTime.period()).isEqualTo(Period.VALID);
        assertThat(late.period()).isEqualTo(Period.ENDED);
        assertThat(late.chain()).isEqualTo(Chain.UNTRUSTED);
        assertThat(late.state()).isEqualTo(State.INTACT);
    }

    @Test
    void sv1TellsACertificateThatHasNotBegun() {
        Issued early = leaf().valid(NOW.plusSeconds(60), NOW.plusSeconds(600)).by(ROOT);

        SignerJudgement judgement = judged(READER, early);

        assertThat(judgement.period()).isEqualTo(Period.NOT_BEGUN);
        assertThat(judgement.chain()).isEqualTo(Chain.UNTRUSTED);
    }

    @Test
    void sv1TrustsNobodyForWhomACertificateOfAPersonVouches() {
        Issued mallory = leaf().keys(CertificateMaker.rsa("mallory"))
                .subject("CN=Mallory")
                .by(ALICE);

        assertThat(judged(READER, mallory, ALICE, MIDDLE).chain()).isEqualTo(Chain.UNTRUSTED);
    }

    @Test
    void sv1TrustsNoCertificateThatIsNotForMail() {
        Issued server = leaf().extendedUsage(KeyPurposeId.id_kp_serverAuth).by(ROOT);

        SignerJudgement judgement = judged(READER, server);

        assertThat(judgement.chain()).isEqualTo(Chain.UNTRUSTED);
        assertThat(judgement.chainReason()).isEqualTo("the certificate is made for extended key usage serverAuth");
    }

    @Test
    void sv1TrustsNoChainOfSha1() {
        Issued weak = leaf().hash("SHA1").by(ROOT);

        assertThat(judged(READER, weak).chain()).isEqualTo(Chain.UNTRUSTED);
    }

    /** CVE-2026-8763: a dot at the end makes another text of the same name. */
    @ParameterizedTest
    @CsvSource({
        "example.com, , alice@example.com, TRUSTED",
        ".example.com, , alice@mail.example.com, TRUSTED",
        "alice@example.com, , alice@example.com, TRUSTED",
        "example.org, , alice@example.com, UNTRUSTED",
        ", example.org, alice@example.com, TRUSTED",
        ", example.com, alice@example.com, UNTRUSTED",
        ", example.com, alice@EXAMPLE.com, UNTRUSTED",
        ", example.com, alice@example.com., UNTRUSTED",
        ", example.com., alice@example.com, UNTRUSTED",
        ", .example.com, alice@mail.example.com., UNTRUSTED",
        "example.com., , alice@example.com, UNTRUSTED",
    })
    void sv1HoldsAddressesAgainstNameConstraints(String permitted, String excluded, String address, Chain expected) {
        Issued bounded =
                authority("Bounded").bounds(names(permitted), names(excluded)).by(ROOT);

        SignerJudgement judgement = judged(READER, leaf().addresses(address).by(bounded), bounded);

        assertThat(judgement.chain()).as(judgement.chainReason()).isEqualTo(expected);
    }

    private static List<String> names(String name) {
        return name == null ? List.of() : List.of(name);
    }

    @Test
    void sv1HoldsAnAddressInTheSubjectAgainstNameConstraintsAsWell() {
        Issued bounded =
                authority("Bounded").bounds(List.of("example.com"), List.of()).by(ROOT);
        Issued two = leaf().subject("CN=Alice,E=boss@example.org").by(bounded);

        SignerJudgement judgement = judged(READER, two, bounded);

        assertThat(judgement.chain()).isEqualTo(Chain.UNTRUSTED);
        assertThat(judgement.chainReason()).contains("name constraints");
    }

    @Test
    void sv1HoldsTheConstraintsOfARootAsWell() {
        Issued root =
                authority("Root").bounds(List.of("example.org"), List.of()).selfSigned();

        SignatureTrust reader = SignatureTrust.at(NOW).with(Set.of(root.certificate()));

        assertThat(judged(reader, leaf().by(root)).chain()).isEqualTo(Chain.UNTRUSTED);
    }

    @Test
    void sv2JudgesEachOfSeveralSignersByItself() {
        Issued bob = leaf().subject("CN=Bob")
                .keys(CertificateMaker.ec("secp256r1"))
                .addresses("bob@example.net")
                .by(authority("Other").selfSigned());
        byte[] signature =
                ForeignSignatures.detached(ForeignSignatures.CONTENT.getBytes(ISO_8859_1), leaf().by(ROOT), bob, false);

        assertThat(read(signature, READER))
                .extracting(Signer::judgement)
                .extracting(SignerJudgement::state, SignerJudgement::chain, SignerJudgement::match)
                .containsExactlyInAnyOrder(
                        tuple(State.INTACT, Chain.TRUSTED, AddressMatch.FROM),
                        tuple(State.BROKEN, Chain.UNTRUSTED, AddressMatch.NONE));
    }

    /** Every one of them vouches for every other one: as many ways as orders of twenty. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void sv1EndsTheSearchAmongAuthoritiesThatVouchForEachOther() {
        Issued[] ring =
                Stream.generate(() -> authority("Ring").selfSigned()).limit(19).toArray(Issued[]::new);

        assertThat(judged(READER, leaf().by(ring[0]), ring).chain()).isEqualTo(Chain.UNTRUSTED);
    }

    @Test
    void sv1KnowsTheAuthoritiesOfTheJdk() {
        SignatureTrust reader = SignatureTrust.at(NOW).withAuthoritiesOfTheJdk();

        assertThat(reader.anchors()).isNotEmpty();
        assertThat(judged(reader, ALICE, MIDDLE).chain()).isEqualTo(Chain.UNTRUSTED);
    }
}
