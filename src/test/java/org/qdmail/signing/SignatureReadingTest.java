package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.Coverage;
import org.qdmail.signing.SignatureReport.Signer;
import org.qdmail.signing.SignatureReport.State;

class SignatureReadingTest {
    private static final Issued ROOT = authority("Root").selfSigned();

    @TempDir
    Path directory;

    private String signed;

    @BeforeEach
    void sign() {
        signed = signed("Hello\r\n");
    }

    @Test
    void sv1ReportsAnIntactSignaturePieceByPiece() {
        SignatureReport report = read(signed);

        assertThat(report.state()).isEqualTo(State.INTACT);
        assertThat(report.coverage()).isEqualTo(Coverage.WHOLE);
        assertThat(report.match()).isEqualTo(AddressMatch.FROM);
        assertThat(report.reason()).isEmpty();
        Signer signer = report.signers().get(0);
        assertThat(signer.subject()).contains("CN=Alice");
        assertThat(signer.issuer()).contains("CN=Root");
        assertThat(signer.addresses()).containsExactly("alice@example.com");
        assertThat(signer.algorithm()).isEqualTo("RSA 2048, SHA-256");
        assertThat(signer.selfSigned()).isFalse();
        assertThat(signer.notAfter()).isCloseTo(NOW.plusSeconds(365 * 86_400L), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void sv1JudgesTheValidityAtAnInstantOfTheReadersChoice() {
        Signer signer = read(signed).signers().get(0);

        assertThat(signer.isValidAt(NOW)).isTrue();
        assertThat(signer.isValidAt(signer.notAfter())).isTrue();
        assertThat(signer.isValidAt(signer.notAfter().plusMillis(1))).isFalse();
        assertThat(signer.isValidAt(signer.notBefore().minusMillis(1))).isFalse();
    }

    @Test
    void sm22SeesOneOctetThatWasChanged() {
        SignatureReport report = read(signed.replace("\r\nHello\r\n", "\r\nHellp\r\n"));

        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.reason()).isEqualTo("the content was changed");
    }

    @Test
    void qd28CoversTheBodyButNotTheHeader() {
        assertThat(read(signed.replace("Subject: test", "Subject: other")).state())
                .isEqualTo(State.INTACT);
    }

    @Test
    void tellsThatAMailIsNotSigned() {
        SignatureReport report = read("From: a@example.com\r\n\r\nHello\r\n");

        assertThat(report.state()).isEqualTo(State.UNSIGNED);
        assertThat(report.coverage()).isEqualTo(Coverage.NONE);
        assertThat(report.signers()).isEmpty();
    }

    @Test
    void readsAMailWithoutBodyOrHeader() {
        assertThat(read("").state()).isEqualTo(State.UNSIGNED);
        assertThat(read("From: a@example.com\r\n").state()).isEqualTo(State.UNSIGNED);
        assertThat(read("\r\n\r\n").state()).isEqualTo(State.UNSIGNED);
    }

    @Test
    void sv2CallsAPartlySignedMailPart() {
        SignatureReport report = read(mixed("", signedEntity(), ""));

        assertThat(report.state()).isEqualTo(State.INTACT);
        assertThat(report.coverage()).isEqualTo(Coverage.PART);
    }

    @Test
    void sv2SeesThePartBehindTheSignature() {
        String end = boundary(signed);

        SignatureReport report = read(
                signed.replace("--" + end + "--\r\n", "--" + end + "\r\n\r\nsecond message\r\n--" + end + "--\r\n"));

        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.reason()).contains("third part");
    }

    @Test
    void sv2DoesNotTakeTheSignersWordForAnotherFrom() {
        SignatureReport report = read(signed.replace("From: Alice <alice@example.com>", "From: mallory@example.org"));

        assertThat(report.state()).isEqualTo(State.INTACT);
        assertThat(report.match()).isEqualTo(AddressMatch.NONE);
    }

    @Test
    void sv2KeepsSenderApartFromFrom() {
        SignatureReport report = read(signed.replace(
                "From: Alice <alice@example.com>", "From: boss@example.org\r\nSender: Alice <alice@example.com>"));

        assertThat(report.match()).isEqualTo(AddressMatch.SENDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: alice@example.com\r\nFrom: mallory@example.org",
                "From: alice@example.com, mallory@example.org",
                "From: \"alice@example.com\" <mallory@example.org>",
                "From: "
            })
    void sv2DoesNotTakeADeceivingFromForTheSigners(String from) {
        assertThat(read(signed.replace("From: Alice <alice@example.com>", from)).match())
                .isEqualTo(AddressMatch.NONE);
    }

    @Test
    void sm14ComparesTheAddressWithoutCase() {
        assertThat(read(signed.replace("<alice@example.com>", "<ALICE@EXAMPLE.com>"))
                        .match())
                .isEqualTo(AddressMatch.FROM);
    }

    @Test
    void sv2RefusesTwoContentTypes() {
        SignatureReport report = read(signed.replaceFirst("\r\n\r\n", "\r\nContent-Type: text/html\r\n\r\n"));

        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.reason()).contains("two fields Content-Type");
    }

    @Test
    void g09CallsOneBrokenOfTwoSignersBroken() {
        SignatureReport report = read(twoSigners(false));

        assertThat(report.signers()).hasSize(2);
        assertThat(report.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void acceptsTwoSignersWhoBothFit() {
        SignatureReport report = read(twoSigners(true));

        assertThat(report.signers()).hasSize(2);
        assertThat(report.state()).isEqualTo(State.INTACT);
    }

    @Test
    void g09CallsASignatureWithoutSignerUnsigned() {
        SignatureReport report = read(ForeignSignatures.mail(ForeignSignatures.withoutSigner()));

        assertThat(report.state()).isEqualTo(State.UNSIGNED);
        assertThat(report.coverage()).isEqualTo(Coverage.NONE);
    }

    @Test
    void sv2RefusesASignatureThatCarriesAnotherContent() {
        SignatureReport report = read(ForeignSignatures.mail(ForeignSignatures.encapsulated(leaf().by(ROOT), "other")));

        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.reason()).contains("content of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!!!", "MAA=", "MIIBCgYJKoZIhvcNAQcCoIIB"})
    void reportsADamagedSignatureAsBroken(String base64) {
        String head = signed.substring(0, signed.indexOf("filename=smime.p7s\r\n\r\n") + 22);

        SignatureReport report = read(head + base64 + "\r\n--" + boundary(signed) + "--\r\n");

        assertThat(report.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void reportsAMissingSignatureAsBroken() {
        String cut = signed.substring(0, signed.indexOf("\r\n--" + boundary(signed) + "\r\nContent-Type: application"));

        assertThat(read(cut).state()).isEqualTo(State.BROKEN);
        assertThat(read(cut + "\r\n--" + boundary(signed) + "--\r\n").reason()).contains("no signature");
    }

    @Test
    void sm8DoesNotAcceptSha1() {
        assertThat(read(opensslSigned("-md", "sha1")).state()).isEqualTo(State.UNCHECKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha384", "sha512"})
    void readsWhatOpensslSigned(String hash) {
        SignatureReport report = read(opensslSigned("-md", hash));

        assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
        assertThat(report.coverage()).isEqualTo(Coverage.WHOLE);
    }

    @Test
    void readsPssOfOpenssl() {
        SignatureReport report = read(
                opensslSigned("-md", "sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"));

        assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
        assertThat(report.signers().get(0).algorithm()).isEqualTo("RSA 2048 PSS, SHA-256");
    }

    @Test
    void readsASignatureWithoutAttributes() {
        assertThat(read(opensslSigned("-md", "sha256", "-noattr")).state()).isEqualTo(State.INTACT);
    }

    @Test
    void leavesOpaqueSignaturesThatAreNotBase64Unchecked() {
        SignatureReport report = read(
                "From: a@example.com\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nMAA=\r\n");

        assertThat(report.state()).isEqualTo(State.UNCHECKED);
        assertThat(report.coverage()).isEqualTo(Coverage.WHOLE);
    }

    @Test
    void leavesOpenPgpSignaturesUnchecked() {
        SignatureReport report = read("From: a@example.com\r\nContent-Type: multipart/signed; boundary=b;"
                + " protocol=\"application/pgp-signature\"\r\n\r\n--b\r\n\r\nx\r\n--b\r\n"
                + "Content-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n");

        assertThat(report.state()).isEqualTo(State.UNCHECKED);
        assertThat(report.reason()).contains("application/pgp-signature");
    }

    @Test
    void sv4DoesNotFollowPartsWithoutEnd() {
        StringBuilder mail = new StringBuilder("From: a@example.com\r\n");
        IntStream.range(0, 3000).forEach(depth -> mail.append("Content-Type: multipart/mixed; boundary=b")
                .append(depth)
                .append("\r\n\r\n--b")
                .append(depth)
                .append("\r\n"));

        SignatureReport report = read(mail.toString());

        assertThat(report.state()).isEqualTo(State.UNCHECKED);
        assertThat(report.reason()).contains("32 levels");
    }

    @Test
    void leavesASignatureWithoutLimitUnchecked() {
        String head = signed.substring(0, signed.indexOf("filename=smime.p7s\r\n\r\n") + 22);

        SignatureReport report = read(head + "MIIBCgYJ\r\n".repeat(200_000) + "--" + boundary(signed) + "--\r\n");

        assertThat(report.state()).isEqualTo(State.UNCHECKED);
        assertThat(report.reason()).contains("too large");
    }

    @Test
    void readsALineThatIsLongerThanItsBuffer() {
        assertThat(read(signed("x".repeat(100_000) + "\r\n")).state()).isEqualTo(State.INTACT);
    }

    @Test
    void readsAMailThatComesOctetByOctet() throws IOException {
        List<InputStream> octets = signed.chars()
                .mapToObj(octet -> (InputStream) new ByteArrayInputStream(new byte[] {(byte) octet}))
                .toList();

        assertThat(SignatureReading.of(new SequenceInputStream(Collections.enumeration(octets)))
                        .state())
                .isEqualTo(State.INTACT);
    }

    @Test
    void neverCallsAMailIntactWhoseSignedPartWasChangedAtRandom() throws IOException {
        byte[] mail = signed.getBytes(ISO_8859_1);
        int from = signed.indexOf("Content-Type: text/plain");
        int to = signed.indexOf("Content-Type: application/pkcs7-signature");
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            byte[] changed = mail.clone();
            int at = from + random.nextInt(to - from);
            changed[at] ^= (byte) (1 + random.nextInt(255));

            SignatureReport report = SignatureReading.of(new ByteArrayInputStream(changed));

            assertThat(report.state()).as("octet %d", at).isNotEqualTo(State.INTACT);
        }
    }

    @Test
    void reportsOnWhateverASignatureHolds() throws IOException {
        byte[] cms = Base64.getMimeDecoder()
                .decode(signed.substring(
                        signed.indexOf("filename=smime.p7s\r\n\r\n") + 22, signed.lastIndexOf("\r\n--")));
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            byte[] changed = cms.clone();
            for (int i = 0; i < 3; i++) changed[random.nextInt(cms.length)] = (byte) random.nextInt(256);

            assertThat(read(ForeignSignatures.mail(changed)).state()).isNotNull();
        }
    }

    private String signed(String body) {
        SigningIdentity identity = SignedMails.identity(directory, leaf().by(ROOT));
        return new String(SignedMails.mail(identity, SignedMails.text(body)), ISO_8859_1);
    }

    /** The mail without its own fields. */
    private String signedEntity() {
        return signed.substring(signed.indexOf("Content-Type"));
    }

    private static String mixed(String before, String part, String after) {
        return "From: alice@example.com\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n" + before
                + "--outer\r\n" + part + "\r\n--outer\r\nContent-Type: text/plain\r\n\r\nnot signed\r\n--outer--\r\n"
                + after;
    }

    private static String boundary(String mail) {
        int start = mail.indexOf("boundary=\"") + 10;
        return mail.substring(start, mail.indexOf('"', start));
    }

    private String opensslSigned(String... options) {
        Issued issued = leaf().by(ROOT);
        issued.certificateFile(directory);
        issued.keyFile(directory);
        CertificateMaker.write(directory.resolve("body.txt"), "Content-Type: text/plain\r\n\r\nHello\r\n");
        String[] fixed = {
            "cms",
            "-sign",
            "-binary",
            "-in",
            "body.txt",
            "-signer",
            "cert.pem",
            "-inkey",
            "private.pem",
            "-from",
            "alice@example.com",
            "-crlfeol",
            "-out",
            "signed.eml"
        };
        Openssl.Result result = new Openssl(directory)
                .run(Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new));
        assertThat(result.code()).as(result.output()).isZero();
        try {
            return Files.readString(directory.resolve("signed.eml"), ISO_8859_1);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String twoSigners(boolean isSecondIntact) {
        byte[] signature = ForeignSignatures.detached(
                ForeignSignatures.CONTENT.getBytes(ISO_8859_1),
                leaf().by(ROOT),
                leaf().keys(CertificateMaker.ec("secp256r1")).by(ROOT),
                isSecondIntact);
        return ForeignSignatures.mail(signature);
    }

    private static SignatureReport read(String mail) {
        try {
            return SignatureReading.of(new ByteArrayInputStream(mail.getBytes(ISO_8859_1)));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
