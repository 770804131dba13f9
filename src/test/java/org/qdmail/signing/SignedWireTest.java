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
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.mime.MimeEntity;
import org.qdmail.signing.CertificateMaker.Issued;

class SignedWireTest {
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final String SIGNED_ATTRIBUTE = "1.2.840.113549.1.9.";

    @TempDir
    Path directory;

    @Test
    void sm6AndSm7WriteTwoPartsInTheUsualForm() {
        String mail = mail(leaf().by(ROOT), "Hello\r\n");
        String boundary = boundary(mail);
        String base64 = base64(mail);

        assertThat(mail.substring(mail.indexOf("Content-Type")))
                .isEqualTo(
                        """
                        Content-Type: multipart/signed; protocol="application/pkcs7-signature";
                         micalg=sha-256; boundary="BOUNDARY"

                        --BOUNDARY
                        Content-Type: text/plain; charset=us-ascii
                        Content-Transfer-Encoding: 7bit

                        Hello

                        --BOUNDARY
                        Content-Type: application/pkcs7-signature; name=smime.p7s
                        Content-Transfer-Encoding: base64
                        Content-Disposition: attachment; filename=smime.p7s

                        BASE64
                        --BOUNDARY--
                        """
                                .replace("\n", "\r\n")
                                .replace("BOUNDARY", boundary)
                                .replace("BASE64", base64));
    }

    @Test
    void sm6NamesTheHashForP256AsWell() {
        assertThat(mail(leaf().keys(CertificateMaker.ec("secp256r1")).by(ROOT), "x\r\n"))
                .contains("micalg=sha-256;");
    }

    @Test
    void sm7WritesLinesOf76Characters() {
        String[] lines = base64(mail(leaf().by(ROOT), "x\r\n")).split("\r\n", -1);

        assertThat(Arrays.copyOf(lines, lines.length - 1))
                .allSatisfy(line -> assertThat(line).hasSize(76));
        assertThat(lines[lines.length - 1]).hasSizeBetween(1, 76);
    }

    @Test
    void sm6TakesAnotherBoundaryForEachMail() {
        SigningIdentity identity = SignedMails.identity(directory, leaf().by(ROOT));

        String first = string(SignedMails.mail(identity, SignedMails.text("x\r\n")));
        String second = string(SignedMails.mail(identity, SignedMails.text("x\r\n")));

        assertThat(boundary(first)).isNotEqualTo(boundary(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "x\r\n", "x\r\n\r\n\r\n\r\n", "x"})
    void sm5VerifiesWithAnyNumberOfEmptyLinesAtTheEnd(String body) throws IOException {
        String mail = mail(leaf().by(ROOT), body);

        Openssl openssl = new Openssl(directory);
        assertThat(openssl.verify(mail.getBytes(ISO_8859_1), pem(ROOT.certificate()))
                        .code())
                .isZero();
        assertThat(new String(openssl.verifiedContent(), ISO_8859_1)).endsWith("\r\n\r\n" + body);
        assertThat(SignatureReading.of(new ByteArrayInputStream(mail.getBytes(ISO_8859_1)))
                        .state())
                .isEqualTo(SignatureReport.State.INTACT);
    }

    @Test
    void sm11SignsEachAttributeOnce() throws CMSException {
        assertThat(attributes(leaf().by(ROOT)))
                .extracting(attribute -> attribute.getAttrType().getId())
                .containsExactlyInAnyOrder(
                        SIGNED_ATTRIBUTE + "3",
                        SIGNED_ATTRIBUTE + "4",
                        SIGNED_ATTRIBUTE + "5",
                        SIGNED_ATTRIBUTE + "15",
                        SIGNED_ATTRIBUTE + "16.2.11",
                        SIGNED_ATTRIBUTE + "16.2.47");
    }

    @Test
    void sm11LeavesThePreferenceOutWhereNobodyCanEncryptForTheCertificate() throws CMSException {
        int signatureOnly = KeyUsage.digitalSignature;

        assertThat(attributes(leaf().usage(signatureOnly).by(ROOT)))
                .extracting(attribute -> attribute.getAttrType().getId())
                .doesNotContain(SIGNED_ATTRIBUTE + "16.2.11")
                .hasSize(5);
    }

    @Test
    void sm11OrdersTheAttributesByTheirOctets() throws CMSException, IOException {
        CMSSignedData data = cms(mail(leaf().by(ROOT), "x\r\n"));
        ASN1Set signed = signer(data).toASN1Structure().getAuthenticatedAttributes();
        byte[][] encoded = new byte[signed.size()][];
        for (int i = 0; i < encoded.length; i++)
            encoded[i] = signed.getObjectAt(i).toASN1Primitive().getEncoded();

        assertThat(Arrays.asList(encoded)).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    @Test
    void sm11GivesParametersToSha256WithRsaAlone() throws CMSException {
        ASN1Encodable value = Stream.of(attributes(leaf().by(ROOT)))
                .filter(attribute -> attribute.getAttrType().getId().equals(SIGNED_ATTRIBUTE + "15"))
                .findFirst()
                .orElseThrow()
                .getAttributeValues()[0];

        assertThat(ASN1Sequence.getInstance(value))
                .extracting(capability -> ASN1Sequence.getInstance(capability))
                .filteredOn(capability -> capability.size() > 1)
                .singleElement()
                .hasToString("[1.2.840.113549.1.1.11, NULL]");
    }

    @ParameterizedTest
    @CsvSource({"2049-12-31T23:59:59Z, 17, 491231235959Z", "2050-01-01T00:00:00Z, 18, 20500101000000Z"})
    void sm12WritesUtcTimeTo2049AndGeneralizedTimeAfterwards(Instant now, String tag, String time)
            throws CMSException, IOException {
        Issued issued = leaf().valid(NOW, now.plus(Duration.ofDays(1))).by(ROOT);
        SigningIdentity identity = SignedMails.identity(directory, issued);

        String mail = string(SignedMails.mail(identity, SignedMails.text("x\r\n"), SignedMails.at(now)));

        byte[] value = attribute(cms(mail), "5").getEncoded();
        assertThat(Integer.toHexString(value[0])).isEqualTo(tag);
        assertThat(new String(value, 2, value.length - 2, ISO_8859_1)).isEqualTo(time);
    }

    @Test
    void sm9WritesSha256WithoutAndRsaWithParameters() throws CMSException {
        SignerInformation signer = signer(cms(mail(leaf().by(ROOT), "x\r\n")));

        assertThat(signer.getDigestAlgorithmID().getParameters()).isNull();
        assertThat(signer.toASN1Structure().getDigestEncryptionAlgorithm().getAlgorithm())
                .hasToString("1.2.840.113549.1.1.11");
        assertThat(signer.toASN1Structure().getDigestEncryptionAlgorithm().getParameters())
                .hasToString("NULL");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_PSS, 2.16.840.1.101.3.4.2.1, 1.2.840.113549.1.1.10",
        "P_256, 2.16.840.1.101.3.4.2.1, 1.2.840.10045.4.3.2",
        "P_384, 2.16.840.1.101.3.4.2.2, 1.2.840.10045.4.3.3",
        "ED25519, 2.16.840.1.101.3.4.2.3, 1.3.101.112"
    })
    void sm9NamesHashAndAlgorithmOfEachKey(SigningKeys keys, String hash, String algorithm) throws CMSException {
        SignerInformation signer =
                signer(cms(string(SignedMails.mail(keys.identity(directory, ROOT), SignedMails.text("x\r\n")))));

        assertThat(signer.getDigestAlgOID()).isEqualTo(hash);
        assertThat(signer.getDigestAlgorithmID().getParameters()).isNull();
        assertThat(signer.getEncryptionAlgOID()).isEqualTo(algorithm);
        if (keys != SigningKeys.RSA_PSS)
            assertThat(signer.toASN1Structure().getDigestEncryptionAlgorithm().getParameters())
                    .isNull();
    }

    @Test
    void sm10HasTheHashInMgf1AndASaltAsLongAsIt() throws CMSException {
        SignerInformation signer = signer(cms(
                string(SignedMails.mail(SigningKeys.RSA_PSS.identity(directory, ROOT), SignedMails.text("x\r\n")))));
        RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(
                signer.toASN1Structure().getDigestEncryptionAlgorithm().getParameters());

        assertThat(parameters.getHashAlgorithm().getAlgorithm()).hasToString("2.16.840.1.101.3.4.2.1");
        assertThat(parameters.getMaskGenAlgorithm().getAlgorithm()).hasToString("1.2.840.113549.1.1.8");
        assertThat(parameters.getMaskGenAlgorithm().getParameters()).hasToString("[2.16.840.1.101.3.4.2.1, NULL]");
        assertThat(parameters.getSaltLength()).isEqualTo(32);
        assertThat(parameters.getTrailerField()).isEqualTo(1);
    }

    @Test
    void sm13SendsTheChainWithoutItsRootOrStrangers() throws CMSException, IOException {
        Issued upper = authority("Upper").by(ROOT);
        Issued lower = authority("Lower").by(upper);
        Issued alice = leaf().by(lower);
        Issued stranger = authority("Stranger").selfSigned();

        Path certificates = ROOT.certificateFile(directory, stranger, upper, alice, lower);
        SigningIdentity identity = SigningIdentity.load(
                IdentitySettings.pair("", certificates, alice.keyFile(directory)), SignedMails.at(NOW));
        CMSSignedData data = cms(string(SignedMails.mail(identity, SignedMails.text("x\r\n"))));

        assertThat(data.getCertificates().getMatches(null))
                .extracting(X509CertificateHolder::getSerialNumber)
                .containsExactly(serial(alice), serial(lower), serial(upper));
        assertThat(identity.warnings()).singleElement().asString().contains("not sent along", "CN=Stranger");
        byte[] mail = SignedMails.mail(identity, SignedMails.text("x\r\n"));
        assertThat(SignatureReading.of(new ByteArrayInputStream(mail))
                        .signers()
                        .get(0)
                        .chain())
                .containsExactly("CN=Lower", "CN=Upper");
    }

    @Test
    void sm13VerifiesWithOnlyTheRootKnown() {
        Issued upper = authority("Upper").by(ROOT);
        Issued lower = authority("Lower").by(upper);
        SigningIdentity identity = SignedMails.identity(directory, leaf().by(lower), lower, upper);

        Openssl.Result result = new Openssl(directory)
                .verify(SignedMails.mail(identity, SignedMails.text("x\r\n")), pem(ROOT.certificate()));

        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void d20RefusesToWriteASecondSignature() throws IOException {
        SigningIdentity identity = SignedMails.identity(directory, leaf().by(ROOT));
        MimeEntity signed = new SmimeSigner(
                        () -> identity, IdentitySettings.Format.DETACHED, SignedMails.at(NOW), new SecureRandom())
                .sign(SignedMails.text("x\r\n"), SignedMails.ALICE, Optional.empty(), warning -> {});
        signed.writeTo(OutputStream.nullOutputStream());

        assertThatThrownBy(() -> signed.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another signature");
    }

    private static BigInteger serial(Issued issued) {
        return issued.certificate().getSerialNumber();
    }

    private String mail(Issued issued, String body) {
        return string(SignedMails.mail(SignedMails.identity(directory, issued), SignedMails.text(body)));
    }

    private static String string(byte[] mail) {
        return new String(mail, ISO_8859_1);
    }

    private static String boundary(String mail) {
        int start = mail.indexOf("boundary=\"") + 10;
        return mail.substring(start, mail.indexOf('"', start));
    }

    private static String base64(String mail) {
        return mail.substring(mail.indexOf("filename=smime.p7s\r\n\r\n") + 22, mail.lastIndexOf("\r\n--"));
    }

    private static CMSSignedData cms(String mail) throws CMSException {
        return new CMSSignedData(Base64.getMimeDecoder().decode(base64(mail)));
    }

    private static SignerInformation signer(CMSSignedData data) {
        return data.getSignerInfos().getSigners().iterator().next();
    }

    private Attribute[] attributes(Issued issued) throws CMSException {
        return signer(cms(mail(issued, "x\r\n")))
                .getSignedAttributes()
                .toASN1Structure()
                .getAttributes();
    }

    private static ASN1Primitive attribute(CMSSignedData data, String last) {
        return Stream.of(signer(data).getSignedAttributes().toASN1Structure().getAttributes())
                .filter(attribute -> attribute.getAttrType().getId().equals(SIGNED_ATTRIBUTE + last))
                .findFirst()
                .orElseThrow()
                .getAttributeValues()[0]
                .toASN1Primitive();
    }
}
