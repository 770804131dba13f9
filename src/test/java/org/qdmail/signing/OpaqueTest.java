package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.pem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.mime.ComposedMail;
import org.qdmail.mime.Composer;
import org.qdmail.mime.MimeEntity;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.Coverage;
import org.qdmail.signing.SignatureReport.State;

/** SM-19: content and signature in one piece, written by us or by others. */
class OpaqueTest {
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final String HEADER = "From: alice@example.com\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n";

    @TempDir
    Path directory;

    static Stream<Arguments> shapes() {
        return Stream.of(SigningKeys.RSA_2048, SigningKeys.RSA_PSS, SigningKeys.P_384)
                .flatMap(keys -> SignedShapes.all(20 << 20, SignedShapes.BOB).map(shape -> Arguments.of(shape, keys)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("shapes")
    void sm19EveryShapeVerifiesWithThreePrograms(SignedShapes.Shape shape, SigningKeys keys) throws Exception {
        ComposedMail composed = new Composer(
                        ComposeSettings.defaults(ZoneId.of("UTC")), SignedMails.at(NOW), new SecureRandom())
                .compose(shape.start().build(), Optional.empty());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        MimeEntity noted = out -> {
            composed.body().writeTo(content);
            content.writeTo(out);
        };
        Path file = directory.resolve("mail.eml");
        try (FrozenMail mail = frozen(composed.withBody(signed(keys, noted)));
                OutputStream out = Files.newOutputStream(file)) {
            mail.writeTo(out);
            assertThat(mail.isSevenBit()).isTrue();
        }

        Openssl openssl = new Openssl(directory);
        assertThat(openssl.verifyFile(file, pem(ROOT.certificate())).output()).contains("CMS Verification successful");
        assertThat(openssl.verifiedContent()).isEqualTo(content.toByteArray());
        assertThat(PlainVerifier.verifiesOpaque(Files.readAllBytes(file))).isTrue();
        try (InputStream in = Files.newInputStream(file)) {
            SignatureReport report = SignatureReading.of(in);
            assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
            assertThat(report.coverage()).isEqualTo(Coverage.WHOLE);
            assertThat(report.match()).isEqualTo(AddressMatch.FROM);
        }
    }

    private FrozenMail frozen(ComposedMail mail) throws IOException {
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(directory, 1 << 20, 1L << 30))) {
            mail.writeTo(writer);
            return writer.freeze();
        }
    }

    private MimeEntity signed(SigningKeys keys, MimeEntity content) {
        SigningIdentity identity = keys.identity(directory, ROOT);
        return new SmimeSigner(() -> identity, IdentitySettings.Format.OPAQUE, SignedMails.at(NOW), new SecureRandom())
                .sign(content, SignedMails.ALICE, Optional.empty(), warning -> {});
    }

    private byte[] mail() {
        return SignedMails.withHeader(signed(SigningKeys.RSA_2048, SignedMails.text("Pay 100 to A.\r\n")));
    }

    private static SignatureReport read(byte[] mail) {
        try {
            return SignatureReading.of(new ByteArrayInputStream(mail));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] mailOf(byte[] cms) {
        String base64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(cms);
        return (HEADER + base64 + "\r\n").getBytes(US_ASCII);
    }

    private static byte[] cmsOf(byte[] mail) {
        String text = new String(mail, ISO_8859_1);
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void sm7HasTheFieldsOfTheStandard() {
        assertThat(new String(mail(), ISO_8859_1))
                .contains("Content-Type: application/pkcs7-mime; smime-type=signed-data;\r\n name=smime.p7m\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=smime.p7m\r\n\r\n");
    }

    /** CVE-2026-59639: nobody signed it, however well it is put together. */
    @Test
    void sv1CallsASignatureWithoutSignersUnsigned() {
        SignatureReport report = read(mailOf(ForeignSignatures.withoutSigner(ForeignSignatures.CONTENT)));

        assertThat(report.state()).isEqualTo(State.UNSIGNED);
        assertThat(report.coverage()).isEqualTo(Coverage.NONE);
        assertThat(report.signers()).isEmpty();
    }

    @Test
    void changedContentIsBroken() {
        byte[] cms = cmsOf(mail());
        int at = new String(cms, ISO_8859_1).indexOf("100 to A");
        cms[at] = '9';

        SignatureReport report = read(mailOf(cms));
        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.reason()).contains("content was changed");
    }

    @Test
    void signatureOfOpensslIsRead() throws IOException {
        SigningKeys.RSA_2048.identity(directory, ROOT);
        Files.writeString(directory.resolve("content.txt"), "Content-Type: text/plain\r\n\r\nHello\r\n");
        new Openssl(directory)
                .run(
                        "cms",
                        "-sign",
                        "-nodetach",
                        "-binary",
                        "-in",
                        "content.txt",
                        "-signer",
                        "cert.pem",
                        "-inkey",
                        "private.pem",
                        "-outform",
                        "DER",
                        "-out",
                        "signed.der");

        SignatureReport report = read(mailOf(Files.readAllBytes(directory.resolve("signed.der"))));
        assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
        assertThat(report.signers()).hasSize(1);
    }

    @Test
    void insideOfAMultipartItIsAPart() {
        String mail = new String(mail(), ISO_8859_1);
        String part = mail.substring(mail.indexOf("Content-Type: application/pkcs7-mime"));
        SignatureReport report =
                read(("From: alice@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + part
                                + "--b\r\nContent-Type: text/plain\r\n\r\nunsigned\r\n--b--\r\n")
                        .getBytes(ISO_8859_1));

        assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
        assertThat(report.coverage()).isEqualTo(Coverage.PART);
    }

    /** Whatever is missing, there is a report, and it never says intact. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 30, 60, 100, 200, 400, 800})
    void cutOffSignatureIsBroken(int octets) {
        byte[] cms = cmsOf(mail());

        assertThat(read(mailOf(Arrays.copyOf(cms, octets))).state()).isEqualTo(State.BROKEN);
    }

    @Test
    void eachChangedOctetIsSeenOrChangesNothingThatIsSigned() {
        byte[] cms = cmsOf(mail());
        SignatureReport intact = read(mailOf(cms));
        for (int at = 0; at < cms.length; at++) {
            byte[] changed = cms.clone();
            changed[at] ^= 0x55;
            SignatureReport report = read(mailOf(changed));
            if (report.state() == State.INTACT)
                assertThat(report.signers()).as("octet " + at).isEqualTo(intact.signers());
        }
    }

    @Test
    void signatureWithoutContentIsBroken() throws Exception {
        String detached = new String(
                SignedMails.mail(SigningKeys.RSA_2048.identity(directory, ROOT), SignedMails.text("x\r\n")),
                ISO_8859_1);
        String base64 =
                detached.substring(detached.indexOf("filename=smime.p7s\r\n\r\n") + 22, detached.lastIndexOf("\r\n--"));

        SignatureReport report = read(mailOf(Base64.getMimeDecoder().decode(base64)));
        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.reason()).contains("no content");
    }

    @Test
    void sv4StringsInsideOfStringsAreNotFollowedForEver() {
        byte[] start = Der.joined(
                Der.open(Der.SEQUENCE),
                Der.encoded(CMSObjectIdentifiers.signedData),
                Der.open(Der.CONTEXT_0),
                Der.open(Der.SEQUENCE),
                new byte[] {2, 1, 1, 0x31, 0},
                Der.open(Der.SEQUENCE),
                Der.encoded(CMSObjectIdentifiers.data),
                Der.open(Der.CONTEXT_0));
        byte[] nested = new byte[400_000];
        for (int at = 0; at < nested.length; at += 2) {
            nested[at] = Der.CONSTRUCTED_OCTET_STRING;
            nested[at + 1] = (byte) 0x80;
        }

        assertThat(read(mailOf(Der.joined(start, nested))).state()).isIn(State.BROKEN, State.UNCHECKED);
    }

    @Test
    void certificatesWithoutLimitAreNotRead() throws Exception {
        byte[] cms = cmsOf(mail());
        byte[] certificate = new CMSSignedData(cms)
                .getCertificates()
                .getMatches(null)
                .iterator()
                .next()
                .getEncoded();
        String hex = new String(cms, ISO_8859_1);
        int at = hex.indexOf(new String(certificate, ISO_8859_1));
        byte[][] many = new byte[3_000][];
        Arrays.fill(many, certificate);
        byte[] start = Arrays.copyOf(cms, at - 4); // the tag and length of [0], in the long form
        byte[] end = Arrays.copyOfRange(cms, at + certificate.length, cms.length);

        SignatureReport report = read(mailOf(Der.joined(start, Der.value(Der.CONTEXT_0, many), end)));
        assertThat(report.state()).isEqualTo(State.UNCHECKED);
        assertThat(report.reason()).contains("too large");
    }

    @Test
    void d20RefusesToWriteASecondSignature() throws IOException {
        MimeEntity signed = signed(SigningKeys.RSA_2048, SignedMails.text("x\r\n"));
        signed.writeTo(OutputStream.nullOutputStream());

        assertThatThrownBy(() -> signed.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void mailThatCannotBeReadIsNotCalledDamaged() {
        byte[] mail = mail();
        InputStream broken = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == mail.length - 200) throw new IOException("the disk is gone");
                return mail[at++];
            }
        };

        assertThatThrownBy(() -> SignatureReading.of(broken)).hasMessage("the disk is gone");
    }
}
