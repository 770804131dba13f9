package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;
import static org.qdmail.signing.CertificateMaker.pem;
import static org.qdmail.signing.SignedShapes.everything;
import static org.qdmail.signing.SignedShapes.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.address.Mailbox;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.mime.ComposedMail;
import org.qdmail.mime.Composer;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.Coverage;
import org.qdmail.signing.SignatureReport.State;

/** Composed, signed and frozen as a mail is that will be sent; then openssl and Bouncy Castle verify it. */
class SignedShapesTest {
    private static final Issued ROOT = authority("Root").selfSigned();

    @TempDir
    Path directory;

    static Stream<Arguments> shapesAndKeys() {
        return Stream.of(SigningKeys.values())
                .flatMap(keys -> SignedShapes.all(50 << 20, SignedShapes.BOB).map(shape -> Arguments.of(shape, keys)));
    }

    @ParameterizedTest
    @MethodSource("shapesAndKeys")
    void sm24EveryShapeVerifiesWithTwoPrograms(SignedShapes.Shape shape, SigningKeys keys) throws Exception {
        try (FrozenMail mail = frozen(shape.start().build(), keys.identity(directory, ROOT))) {
            Path file = file(mail);

            if (keys.isKnownToOpenssl()) {
                Openssl.Result openssl = new Openssl(directory).verifyFile(file, pem(ROOT.certificate()));
                assertThat(openssl.output()).contains("CMS Verification successful");
            }
            byte[] octets = Files.readAllBytes(file);
            assertThat(new String(octets, 0, 2_000, ISO_8859_1)).contains("micalg=" + keys.micalg() + ";");
            assertThat(PlainVerifier.verifies(octets)).isTrue();
            SignatureReport report = SignatureReading.of(mail.newInputStream());
            assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
            assertThat(report.coverage()).isEqualTo(Coverage.WHOLE);
            assertThat(report.match()).isEqualTo(AddressMatch.FROM);
        }
    }

    @Test
    void g01VerifiesTextWithAllLineEndsInsideNestedParts() throws IOException {
        MailMessage message = everything()
                .attach("lf.txt", "a\nb\n\nc".getBytes(UTF_8), "text/plain")
                .build();

        try (FrozenMail mail = frozen(message)) {
            assertThat(new Openssl(directory)
                            .verifyFile(file(mail), pem(ROOT.certificate()))
                            .code())
                    .isZero();
        }
    }

    @Test
    void g02WritesNoBareLineFeed() throws IOException {
        byte[] mail = octets(everything().build());

        for (int at = 0; at < mail.length; at++) {
            if (mail[at] == '\n')
                assertThat(mail[at - 1]).as("octet before %d", at).isEqualTo((byte) '\r');
            if (mail[at] == '\r')
                assertThat(mail[at + 1]).as("octet after %d", at).isEqualTo((byte) '\n');
        }
    }

    @Test
    void sm4SignsCrlfWhateverLineEndsTheTextHad() throws IOException {
        octets(message().text("a\nb\rc").build());

        assertThat(verifiedContent()).endsWith("\r\n\r\na\r\nb\r\nc\r\n");
    }

    @Test
    void sm2SignsSevenBitOnly() throws IOException {
        byte[] mail = octets(
                everything().attach("é.txt", "é".getBytes(UTF_8), "text/plain").build());

        for (byte octet : mail) assertThat(octet).isPositive();
    }

    @Test
    void sm2EncodesWhatIsNotAscii() throws IOException {
        assertThat(new String(octets(message().text("héllo").build()), ISO_8859_1))
                .contains("\r\n\r\nh=C3=A9llo\r\n");
    }

    @Test
    void g11SignsJapaneseTextThatNoRelayHasToConvert() throws IOException {
        try (FrozenMail mail = frozen(message().text("ご注文ありがとうございます。\n").build())) {
            assertThat(mail.isSevenBit()).isTrue();
            assertThat(new Openssl(directory)
                            .verifyFile(file(mail), pem(ROOT.certificate()))
                            .code())
                    .isZero();
        }
    }

    @Test
    void sm3HardensWhatGatewaysWouldChange() throws IOException {
        octets(message().text("From here\nx \n.\nend").build());

        assertThat(verifiedContent())
                .doesNotContain("\r\nFrom ", " \r\n", "\r\n.\r\n")
                .contains("=46rom here", "x=20", "=2E")
                .endsWith("\r\n");
    }

    @Test
    void sm1FreezesOneSignatureForEveryCopyOfTheMail() throws IOException {
        try (FrozenMail mail = frozen(everything().build())) {
            byte[] first = mail.newInputStream().readAllBytes();
            byte[] second = mail.newInputStream().readAllBytes();

            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void sm22SeesAnOctetThatWasChangedAfterFreezing() throws IOException {
        byte[] mail = octets(message().text("Hello world").build());
        int at = new String(mail, ISO_8859_1).indexOf("world");
        mail[at] = 'W';

        assertThat(SignatureReading.of(new ByteArrayInputStream(mail)).state()).isEqualTo(State.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("decorated")
    void g12SignsAnEditedMailAnewAndOnce(SignedShapes.Shape shape) throws IOException {
        MailMessage first = shape.start().priority(Level.HIGH).build();
        String before = new String(octets(first), ISO_8859_1);
        byte[] again = octets(first.edit().subject("again").build());
        String after = new String(again, ISO_8859_1);

        assertThat(new Openssl(directory).verify(again, pem(ROOT.certificate())).code())
                .isZero();
        assertThat(after.split("multipart/signed", -1)).hasSize(2);
        assertThat(after).contains("\r\nX-Priority: 1", "\r\nDisposition-Notification-To: alice@example.com");
        assertThat(messageId(after)).isNotEqualTo(messageId(before));
    }

    static Stream<SignedShapes.Shape> decorated() {
        return Stream.of(
                new SignedShapes.Shape("text only", message().text("Hello")),
                new SignedShapes.Shape("html only", message().html("<p>Hello</p>")),
                new SignedShapes.Shape("html, inline and file", everything()));
    }

    private static String messageId(String mail) {
        int start = mail.indexOf("Message-ID:");
        return mail.substring(start, mail.indexOf("\r\n", start));
    }

    private FrozenMail frozen(MailMessage message) throws IOException {
        return frozen(message, SignedMails.identity(directory, leaf().by(ROOT)));
    }

    private FrozenMail frozen(MailMessage message, SigningIdentity identity) throws IOException {
        ComposedMail composed = new Composer(
                        ComposeSettings.defaults(ZoneId.of("UTC")), SignedMails.at(NOW), new SecureRandom())
                .compose(message, Optional.of(Mailbox.parse("alice@example.com")));
        Mailbox from = message.from().orElseThrow();
        ComposedMail signed = composed.withBody(new SmimeSigner(
                        () -> identity, IdentitySettings.Format.DETACHED, SignedMails.at(NOW), new SecureRandom())
                .sign(composed.body(), from, message.sender(), warning -> {}));
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(directory, 1 << 20, 1L << 30))) {
            signed.writeTo(writer);
            return writer.freeze();
        }
    }

    private byte[] octets(MailMessage message) throws IOException {
        try (FrozenMail mail = frozen(message)) {
            file(mail);
            return mail.newInputStream().readAllBytes();
        }
    }

    private Path file(FrozenMail mail) throws IOException {
        Path file = directory.resolve("mail.eml");
        try (OutputStream out = Files.newOutputStream(file)) {
            mail.writeTo(out);
        }
        return file;
    }

    /** What openssl took for the signed content of the last mail. */
    private String verifiedContent() {
        Openssl openssl = new Openssl(directory);
        assertThat(openssl.verifyFile(directory.resolve("mail.eml"), pem(ROOT.certificate()))
                        .code())
                .isZero();
        return new String(openssl.verifiedContent(), ISO_8859_1);
    }
}
