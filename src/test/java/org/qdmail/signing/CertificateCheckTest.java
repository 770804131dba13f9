package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.ec;
import static org.qdmail.signing.CertificateMaker.leaf;
import static org.qdmail.signing.CertificateMaker.pem;
import static org.qdmail.signing.CertificateMaker.rsa;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.SigningFailed;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.IdentitySettings.FromMismatch;

class CertificateCheckTest {
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final String CERTIFICATE = "qdmail.sign.certificate-file";

    @TempDir
    Path directory;

    @Test
    void sm15RefusesAnExpiredCertificate() {
        refused(leaf().valid(NOW.minusSeconds(7200), NOW.minusSeconds(3600)), "MAIL-0403", CERTIFICATE, "expired at");
    }

    @Test
    void sm15RefusesACertificateThatIsNotYetValid() {
        refused(
                leaf().valid(NOW.plusSeconds(3600), NOW.plusSeconds(7200)),
                "MAIL-0403",
                CERTIFICATE,
                "not valid before");
    }

    @Test
    void sm15RefusesAKeyForEnciphermentOnly() {
        refused(
                leaf().usage(KeyUsage.keyEncipherment),
                "MAIL-0407",
                CERTIFICATE,
                "keyEncipherment",
                "digitalSignature");
    }

    @Test
    void sm15AcceptsNonRepudiation() {
        assertThat(loaded(leaf().usage(KeyUsage.nonRepudiation).by(ROOT)).warnings())
                .isEmpty();
    }

    @Test
    void sm15RefusesACertificateForServers() {
        refused(leaf().extendedUsage(KeyPurposeId.id_kp_serverAuth), "MAIL-0407", CERTIFICATE, "serverAuth");
    }

    @Test
    void sm15AcceptsAnyExtendedUsage() {
        assertThat(loaded(leaf().extendedUsage(KeyPurposeId.anyExtendedKeyUsage).by(ROOT))
                        .warnings())
                .isEmpty();
    }

    @Test
    void sm15RefusesTheKeyOfAnotherCertificate() {
        Path certificate = leaf().by(ROOT).certificateFile(directory);
        Path key = leaf().keys(rsa("other")).by(ROOT).keyFile(directory);

        Refusals.of(
                IdentitySettings.pair("", certificate, key), "MAIL-0405", "qdmail.sign.private-key-file", "none of");
    }

    @Test
    void sm15RefusesAKeyOfAnotherKind() {
        Path certificate = leaf().by(ROOT).certificateFile(directory);
        Path key = leaf().keys(ec("secp256r1")).by(ROOT).keyFile(directory);

        Refusals.of(
                IdentitySettings.pair("legal", certificate, key),
                "MAIL-0405",
                "qdmail.sign.legal.private-key-file",
                "none of");
    }

    @Test
    void sm15ChecksTheValidityAtEachSend() {
        SigningIdentity identity = loaded(leaf().by(ROOT));
        Instant afterwards = identity.notAfter().plusSeconds(1);

        assertThatThrownBy(() -> SignedMails.mail(identity, SignedMails.text("x"), SignedMails.at(afterwards)))
                .isInstanceOf(SigningFailed.class)
                .hasMessageStartingWith("MAIL-0403 " + CERTIFICATE);
    }

    @Test
    void sm15SignsInTheLastSecond() {
        SigningIdentity identity = loaded(leaf().by(ROOT));

        assertThat(SignedMails.mail(identity, SignedMails.text("x\r\n"), SignedMails.at(identity.notAfter())))
                .isNotEmpty();
    }

    @Test
    void sm8RefusesRsaOf1024Bits() {
        refused(leaf().keys(rsa("weak", 1024)), "MAIL-0404", CERTIFICATE, "RSA 1024", "2048");
    }

    @Test
    void d21RefusesRsaOf2047Bits() {
        refused(leaf().keys(rsa("weak", 2040)), "MAIL-0404", CERTIFICATE, "RSA 2040");
    }

    @Test
    void sm8WarnsOfRsaAbove4096Bits() {
        assertThat(loaded(leaf().keys(rsa("large", 4104)).by(ROOT)).warnings())
                .singleElement()
                .asString()
                .contains("RSA 4104");
    }

    @Test
    void sm8RefusesAnotherCurve() {
        refused(leaf().keys(ec("secp521r1")), "MAIL-0404", CERTIFICATE, "EC 521", "P-256 or P-384");
    }

    @Test
    void d21RefusesACertificateSignedWithSha1() {
        refused(leaf().hash("SHA1"), "MAIL-0404", CERTIFICATE, "SHA1withRSA");
    }

    @Test
    void sm9RefusesAnAlgorithmThatTheKeyCannotMake() {
        Issued issued = leaf().by(ROOT);

        Refusals.of(
                Settings.withAlgorithm(
                        issued.certificateFile(directory), issued.keyFile(directory), SigningAlgorithm.ECDSA_SHA256),
                "MAIL-0404",
                "qdmail.sign.algorithm",
                "ecdsa-sha256",
                "RSA 2048");
    }

    @Test
    void sm9AcceptsTheAlgorithmOfTheKey() {
        Issued issued = leaf().keys(ec("secp256r1")).by(ROOT);

        SigningIdentity identity = SigningIdentity.load(
                Settings.withAlgorithm(
                        issued.certificateFile(directory), issued.keyFile(directory), SigningAlgorithm.ECDSA_SHA256),
                SignedMails.at(NOW));

        assertThat(identity.template().scheme()).isEqualTo(SignatureScheme.P_256);
    }

    @Test
    void sm9NeverTakesEd25519ByItself() {
        Issued issued = leaf().keys(CertificateMaker.ed25519()).by(ROOT);

        Refusals.of(
                Settings.withAlgorithm(
                        issued.certificateFile(directory), issued.keyFile(directory), SigningAlgorithm.AUTO),
                "MAIL-0404",
                "qdmail.sign.algorithm",
                "Ed25519",
                "set ed25519");
    }

    @Test
    void sm9WarnsOfEd25519() {
        assertThat(SigningKeys.ED25519.identity(directory, ROOT).warnings())
                .singleElement()
                .asString()
                .contains("few mail programs");
    }

    @Test
    void sm16WarnsWithinThirtyDaysOfTheEnd() {
        Issued ending = leaf().valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(29)))
                .by(ROOT);

        assertThat(loaded(ending).warnings()).singleElement().asString().contains("in 29 days", "renew");
    }

    @Test
    void sm16DoesNotWarnBefore() {
        Issued ending = leaf().valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(31)))
                .by(ROOT);

        assertThat(loaded(ending).warnings()).isEmpty();
    }

    @Test
    void sm14WarnsOfACertificateWithoutAddress() {
        SigningIdentity identity = loaded(leaf().addresses().by(ROOT));
        List<String> warnings = new ArrayList<>();

        signer(identity).sign(SignedMails.text("x"), SignedMails.ALICE, Optional.empty(), warnings::add);

        assertThat(identity.warnings()).singleElement().asString().contains("no mail address");
        assertThat(warnings).singleElement().asString().contains("no mail address", "alice@example.com");
    }

    @Test
    void sm14SignsForAnAddressOfTheCertificateWhateverItsCase() {
        SigningIdentity identity =
                loaded(leaf().addresses("bob@example.org", "A@example.com").by(ROOT));

        assertThat(signed(identity, "a@EXAMPLE.com", "")).isEmpty();
    }

    @Test
    void qd30RefusesAFromThatTheCertificateDoesNotCarry() {
        SigningIdentity identity = loaded(leaf().by(ROOT));

        assertThatThrownBy(() -> signed(identity, "mallory@example.com", ""))
                .isInstanceOf(SigningFailed.class)
                .hasMessageStartingWith("MAIL-0406 from: mallory@example.com")
                .hasMessageContaining("alice@example.com")
                .hasMessageContaining("qdmail.sign.from");
    }

    @Test
    void sm14SignsForASenderOfTheCertificate() {
        SigningIdentity identity = loaded(leaf().by(ROOT));

        assertThat(signed(identity, "boss@example.com", "alice@example.com")).isEmpty();
    }

    @Test
    void sm14OnlyWarnsWhereThatIsWished() {
        SigningIdentity identity = withSenders(FromMismatch.WARN);

        assertThat(signed(identity, "mallory@example.com", ""))
                .singleElement()
                .asString()
                .contains("mallory@example.com");
    }

    @Test
    void sm14LetsTheConfigurationNameOtherSenders() {
        SigningIdentity identity = withSenders(FromMismatch.FAIL, "example.net");

        assertThat(signed(identity, "anybody@example.net", "")).isEmpty();
        assertThatThrownBy(() -> signed(identity, "alice@example.com", ""))
                .hasMessageContaining("identity legal, which signs for example.net")
                .hasMessageContaining("qdmail.sign.legal.from");
    }

    @Test
    void sm14DoesNotTakeAnAddressInACertificateForAPattern() {
        SigningIdentity identity =
                loaded(leaf().addresses("/.*@.*/", "example.com").by(ROOT));

        assertThatThrownBy(() -> signed(identity, "alice@example.com", "")).hasMessageStartingWith("MAIL-0406");
    }

    @Test
    void takesTheNewerOfTwoCertificatesOfOneKey() {
        Issued ending =
                leaf().valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(1))).by(ROOT);
        Issued renewed = leaf().valid(NOW.minusSeconds(30), NOW.plus(Duration.ofDays(400)))
                .by(ROOT);

        assertThat(SignedMails.identity(directory, ending, renewed).notAfter())
                .isEqualTo(renewed.certificate().getNotAfter().toInstant());
    }

    @Test
    void doesNotTakeARenewedCertificateBeforeItsTime() {
        Issued current = leaf().valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(40)))
                .by(ROOT);
        Issued next = leaf().valid(NOW.plusSeconds(60), NOW.plus(Duration.ofDays(400)))
                .by(ROOT);

        assertThat(SignedMails.identity(directory, next, current).notAfter())
                .isEqualTo(current.certificate().getNotAfter().toInstant());
    }

    @Test
    void refusesAChainFileThatIsMissing() {
        Issued issued = leaf().by(ROOT);

        Refusals.of(
                Settings.withChain(
                        issued.certificateFile(directory), issued.keyFile(directory), directory.resolve("chain.pem")),
                "MAIL-0401",
                "qdmail.sign.chain-file",
                "chain.pem");
    }

    @Test
    void readsTheChainFromAFileOfItsOwn() {
        Issued middle = authority("Middle").by(ROOT);
        Issued issued = leaf().by(middle);
        Path chain = CertificateMaker.write(directory.resolve("chain.pem"), pem(middle.certificate()));

        SigningIdentity identity = SigningIdentity.load(
                Settings.withChain(issued.certificateFile(directory), issued.keyFile(directory), chain),
                SignedMails.at(NOW));

        assertThat(new Openssl(directory)
                        .verify(SignedMails.mail(identity, SignedMails.text("x\r\n")), pem(ROOT.certificate()))
                        .code())
                .isZero();
    }

    private void refused(CertificateMaker maker, String number, String place, String... words) {
        Issued issued = maker.by(ROOT);
        Refusals.of(
                IdentitySettings.pair("", issued.certificateFile(directory), issued.keyFile(directory)),
                number,
                place,
                words);
    }

    private SigningIdentity loaded(Issued issued) {
        return SignedMails.identity(directory, issued);
    }

    private SigningIdentity withSenders(FromMismatch mismatch, String... from) {
        Issued issued = leaf().by(ROOT);
        issued.certificateFile(directory);
        issued.keyFile(directory);
        return SigningIdentity.load(Settings.withSenders(directory, mismatch, from), SignedMails.at(NOW));
    }

    private static SmimeSigner signer(SigningIdentity identity) {
        return new SmimeSigner(
                () -> identity, IdentitySettings.Format.DETACHED, SignedMails.at(NOW), new SecureRandom());
    }

    private static List<String> signed(SigningIdentity identity, String from, String sender) {
        List<String> warnings = new ArrayList<>();
        signer(identity).sign(SignedMails.text("x"), mailbox(from), optional(sender), warnings::add);
        return warnings;
    }

    private static Optional<Mailbox> optional(String address) {
        return address.isEmpty() ? Optional.empty() : Optional.of(mailbox(address));
    }

    private static Mailbox mailbox(String address) {
        return new Mailbox(Optional.empty(), EmailAddress.of(address));
    }
}
