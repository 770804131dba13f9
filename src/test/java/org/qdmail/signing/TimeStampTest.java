// SPDX-License-Identifier: Apache-2.0
package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;
import static org.qdmail.signing.CertificateMaker.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qdmail.failure.SigningFailed;
import org.qdmail.mime.MimeEntity;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.IdentitySettings.Format;
import org.qdmail.signing.SignerJudgement.TimeStamp;
import org.qdmail.signing.StampAuthority.Answer;
import org.qdmail.signing.TimeStampSettings.OnFailure;

/** Time stamps of signatures (RFC 3161), from an authority that may answer badly. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TimeStampTest {
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final Issued STAMPER = stamper().by(ROOT);

    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();

    private static CertificateMaker stamper() {
        return leaf().subject("CN=Stamps")
                .keys(CertificateMaker.rsa("stamps"))
                .addresses()
                .usage(KeyUsage.digitalSignature)
                .extendedUsage(KeyPurposeId.id_kp_timeStamping);
    }

    private byte[] mail(Answer answer, OnFailure onFailure, Format format) throws IOException {
        return mail(STAMPER, answer, onFailure, format);
    }

    private byte[] mail(Issued stamper, Answer answer, OnFailure onFailure, Format format) throws IOException {
        Issued alice = leaf().by(ROOT);
        Path trusted = CertificateMaker.write(directory.resolve("trusted-stamps.pem"), pem(ROOT.certificate()));
        try (StampAuthority stamps = new StampAuthority(stamper, answer)) {
            IdentitySettings settings = Settings.withTimeStamps(
                    alice.certificateFile(directory),
                    alice.keyFile(directory),
                    new TimeStampSettings(stamps.url(), limit(answer), onFailure, trusted));
            SigningIdentity identity = SigningIdentity.load(settings, SignedMails.at(NOW));
            MimeEntity signed = new SmimeSigner(() -> identity, format, SignedMails.at(NOW), new SecureRandom())
                    .sign(SignedMails.text("Hello\r\n"), SignedMails.ALICE, Optional.empty(), warnings::add);
            return SignedMails.withHeader(signed);
        }
    }

    private static Duration limit(Answer answer) {
        return answer == Answer.SILENT || answer == Answer.DRIPPING ? Duration.ofMillis(300) : Duration.ofSeconds(30);
    }

    private static SignerInformation signer(byte[] mail, Format format) throws Exception {
        String text = new String(mail, ISO_8859_1);
        int from = format == Format.OPAQUE
                ? text.indexOf("\r\n\r\n") + 4
                : text.indexOf("filename=smime.p7s\r\n\r\n") + 22;
        int to = format == Format.OPAQUE ? text.length() : text.lastIndexOf("\r\n--");
        return new CMSSignedData(Base64.getMimeDecoder().decode(text.substring(from, to)))
                .getSignerInfos()
                .getSigners()
                .iterator()
                .next();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void sm23OpensslVerifiesTheTokenOverTheSignature(Format format) throws Exception {
        byte[] mail = mail(Answer.GOOD, OnFailure.FAIL, format);

        SignerInformation signer = signer(mail, format);
        byte[] token = signer.getUnsignedAttributes()
                .get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
                .getAttrValues()
                .getObjectAt(0)
                .toASN1Primitive()
                .getEncoded();
        CertificateMaker.write(directory.resolve("token.der"), token);
        CertificateMaker.write(directory.resolve("signature.bin"), signer.getSignature());
        CertificateMaker.write(directory.resolve("root.pem"), pem(ROOT.certificate()));
        Openssl.Result result = new Openssl(directory)
                .run(
                        "ts",
                        "-verify",
                        "-data",
                        "signature.bin",
                        "-in",
                        "token.der",
                        "-token_in",
                        "-CAfile",
                        "root.pem",
                        "-attime",
                        String.valueOf(NOW.getEpochSecond()));
        assertThat(result.output()).contains("Verification: OK");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void sm23SignatureWithATokenVerifiesAsBefore(Format format) throws Exception {
        byte[] mail = mail(Answer.GOOD, OnFailure.FAIL, format);

        Openssl.Result result = new Openssl(directory).verify(mail, pem(ROOT.certificate()));
        assertThat(result.code()).as(result.output()).isZero();
        SignatureReport report = SignatureReading.of(new ByteArrayInputStream(mail));
        assertThat(report.state()).isEqualTo(SignatureReport.State.INTACT);
        assertThat(report.signers().get(0).judgement().timeStamp()).isEqualTo(TimeStamp.NOT_CHECKED);
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_NONCE, its answer is not good",
        "WRONG_IMPRINT, its answer is not good",
        "REJECTED, it refused with status 2",
        "NO_TOKEN, its answer holds no token",
        "DAMAGED, its answer is not good",
        "STATUS_500, it answered with status 500",
        "NOT_HTTP, it cannot be asked",
        "CLOSED, it cannot be asked",
        "ENDLESS, larger than 262144 octets",
        "SILENT, it did not answer within PT0.3S",
        "DRIPPING, it did not answer within PT0.3S",
    })
    void sm23SignsNothingWithoutAGoodAnswer(Answer answer, String reason) {
        assertThatThrownBy(() -> mail(answer, OnFailure.FAIL, Format.DETACHED))
                .isInstanceOf(SigningFailed.class)
                .hasMessageStartingWith("MAIL-0413 qdmail.sign.timestamp.url: ")
                .hasMessageContainingAll(reason, "nothing was sent", "qdmail.sign.timestamp.on-failure=warn");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"WRONG_NONCE", "REJECTED", "SILENT"})
    void sm23SignsWithoutItAndWarnsOnWish(Answer answer) throws Exception {
        byte[] mail = mail(answer, OnFailure.WARN, Format.DETACHED);

        assertThat(warnings).singleElement().asString().startsWith("signed without a time stamp");
        assertThat(signer(mail, Format.DETACHED).getUnsignedAttributes()).isNull();
        assertThat(PlainVerifier.verifies(mail)).isTrue();
        assertThat(SignatureReading.of(new ByteArrayInputStream(mail))
                        .signers()
                        .get(0)
                        .judgement()
                        .timeStamp())
                .isEqualTo(TimeStamp.ABSENT);
    }

    @Test
    void sm23TakesNoTokenOfAnAuthorityThatIsNotTrusted() {
        Issued stranger = stamper().by(authority("Stranger").selfSigned());

        assertThatThrownBy(() -> mail(stranger, Answer.GOOD, OnFailure.FAIL, Format.DETACHED))
                .hasMessageStartingWith("MAIL-0413 ");
    }

    @Test
    void sm23TakesNoTokenOfACertificateThatIsNotForTimeStamps() {
        Issued person = leaf().keys(CertificateMaker.rsa("stamps")).by(ROOT);

        assertThatThrownBy(() -> mail(person, Answer.GOOD, OnFailure.FAIL, Format.DETACHED))
                .hasMessageStartingWith("MAIL-0413 ");
    }

    @Test
    void sm23TakesNoTokenOfAnAuthorityWhoseCertificateHasEnded() {
        Issued ended =
                stamper().valid(NOW.minusSeconds(7200), NOW.minusSeconds(3600)).by(ROOT);

        assertThatThrownBy(() -> mail(ended, Answer.GOOD, OnFailure.FAIL, Format.DETACHED))
                .hasMessageStartingWith("MAIL-0413 ");
    }

    @Test
    void tellsATrustFileThatHoldsNoCertificate() throws IOException {
        Issued alice = leaf().by(ROOT);
        Path empty = CertificateMaker.write(directory.resolve("empty.pem"), "");
        try (StampAuthority stamps = new StampAuthority(STAMPER, Answer.GOOD)) {
            Refusals.of(
                    Settings.withTimeStamps(
                            alice.certificateFile(directory),
                            alice.keyFile(directory),
                            new TimeStampSettings(stamps.url(), Duration.ofSeconds(30), OnFailure.FAIL, empty)),
                    "MAIL-0401",
                    "qdmail.sign.timestamp.trust-file",
                    "no readable certificate");
        }
    }
}
