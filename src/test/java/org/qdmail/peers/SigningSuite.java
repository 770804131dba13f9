package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.MailException;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.PlainVerifier;
import org.qdmail.signing.SignatureReading;
import org.qdmail.signing.SignatureReport;
import org.qdmail.signing.SignatureReport.Coverage;
import org.qdmail.signing.SignatureReport.State;
import org.qdmail.signing.SignedShapes;

/** Each shape of mail signed with each kind of key, through Postfix and out of Dovecot, then verified by others. */
class SigningSuite {
    private static final int LARGE = 8 << 20;

    /** The keys that {@code src/test/peers/run} makes, with the algorithm asked for and who can verify it. */
    enum Keys {
        RSA_2048("signer", "auto", true, true),
        RSA_4096("rsa4096", "auto", true, true),
        RSA_PSS("signer", "rsa-pss-sha256", true, true),
        P_256("p256", "auto", true, true),
        P_384("p384", "auto", true, true),
        /** OpenSSL 3.0 and GnuPG 2.2 do not know it in CMS. */
        ED25519("ed25519", "ed25519", false, false);

        private final String file;
        private final String algorithm;
        private final boolean isKnownToOpenssl;
        private final boolean isKnownToGnupg;

        Keys(String file, String algorithm, boolean isKnownToOpenssl, boolean isKnownToGnupg) {
            this.file = file;
            this.algorithm = algorithm;
            this.isKnownToOpenssl = isKnownToOpenssl;
            this.isKnownToGnupg = isKnownToGnupg;
        }

        StandaloneMailService service() {
            return Lab.service(
                    2525,
                    "qdmail.smtp.tls",
                    "none",
                    "qdmail.sign.certificate-file",
                    file + ".pem",
                    "qdmail.sign.private-key-file",
                    file + ".key",
                    "qdmail.sign.algorithm",
                    algorithm);
        }
    }

    static Stream<Arguments> mails() {
        return Stream.of(Keys.values())
                .flatMap(keys -> SignedShapes.all(LARGE, "alice@example.com").map(shape -> Arguments.of(shape, keys)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("mails")
    void sm24SignatureHoldsThroughTheServers(SignedShapes.Shape shape, Keys keys) throws Exception {
        byte[] mail = delivered(shape.start(), keys);

        if (keys.isKnownToOpenssl) verifyWithOpenssl(mail);
        if (keys.isKnownToGnupg) verifyWithGnupg(mail);
        assertThat(PlainVerifier.verifies(mail)).isTrue();
        SignatureReport report = SignatureReading.of(new ByteArrayInputStream(mail));
        assertThat(report.state()).as(report.reason()).isEqualTo(State.INTACT);
        assertThat(report.coverage()).isEqualTo(Coverage.WHOLE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ED25519")
    void anyChangeInTheCoveredPartIsSeenByOthers(Keys keys) throws Exception {
        byte[] mail = delivered(MailMessage.to("alice@example.com").subject("s").text("Pay 100 to A."), keys);
        int at = new String(mail, StandardCharsets.ISO_8859_1).indexOf("100 to A");
        mail[at] = '9';

        assertThatThrownBy(() -> verifyWithOpenssl(mail)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> verifyWithGnupg(mail)).isInstanceOf(AssertionError.class);
        assertThat(SignatureReading.of(new ByteArrayInputStream(mail)).state()).isEqualTo(State.BROKEN);
    }

    private static StandaloneMailService device(String file, String pin, String alias, String algorithm) {
        return Lab.service(
                2525,
                "qdmail.smtp.tls",
                "none",
                "qdmail.sign.certificate-file",
                file,
                "qdmail.sign.password",
                pin,
                "qdmail.sign.alias",
                alias,
                "qdmail.sign.algorithm",
                algorithm);
    }

    @ParameterizedTest
    @CsvSource({"signer, auto", "signer, rsa-pss-sha256", "p384, auto"})
    void sm18KeyStaysOnItsDevice(String alias, String algorithm) throws Exception {
        byte[] mail;
        try (StandaloneMailService service = device("device.cfg", "1234", alias, algorithm)) {
            mail = delivered(MailMessage.to("alice@example.com").subject("s").text("Hello"), service);
        }

        verifyWithOpenssl(mail);
        verifyWithGnupg(mail);
    }

    @ParameterizedTest
    @CsvSource({
        "locked.cfg, S3CR3T-1, signer, MAIL-0402, does not open",
        "device.cfg, 1234, nobody, MAIL-0401, there is no key named nobody",
        "device.cfg, 1234, '', MAIL-0401, choose one of p384",
        "gone.cfg, 1234, signer, MAIL-0401, cannot be opened"
    })
    void sm18DeviceThatDoesNotServeIsTold(String file, String pin, String alias, String number, String words) {
        assertThatThrownBy(() -> device(file, pin, alias, "auto").close())
                .isInstanceOfSatisfying(MailException.class, failure -> assertThat(failure.number())
                        .isEqualTo(number))
                .hasMessageContaining(words)
                .hasMessageNotContaining("S3CR3T");
    }

    private static byte[] delivered(MailMessage.Builder start, Keys keys) throws Exception {
        try (StandaloneMailService mail = keys.service()) {
            return delivered(start, mail);
        }
    }

    private static byte[] delivered(MailMessage.Builder start, StandaloneMailService mail) throws Exception {
        MailMessage message =
                start.signed().build().edit().from("shop@example.com").build();
        SendResult result = mail.send(message).requireAllAccepted();
        return Lab.fetch("alice", result.messageId());
    }

    private static void verifyWithOpenssl(byte[] mail) throws Exception {
        String trusted = Lab.tls().resolve("ca.pem").toString();
        assertThat(Lab.run(mail, "openssl", "cms", "-verify", "-CAfile", trusted, "-out", "/dev/null"))
                .isEmpty();
    }

    /** GnuPG reads no MIME: it gets the signed octets and the signature. */
    private static void verifyWithGnupg(byte[] mail) throws Exception {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        String type = text.substring(text.indexOf("Content-Type: multipart/signed"));
        String boundary = type.replaceAll("(?s).*?boundary=\"([^\"]+)\".*", "$1");
        String delimiter = "\r\n--" + boundary;
        int start = text.indexOf(delimiter) + delimiter.length() + 2;
        int end = text.indexOf(delimiter, start);
        String part = text.substring(end, text.indexOf(delimiter + "--", end));
        Path signature = Files.createTempFile("qdmail-peers", ".p7s");
        try {
            Files.write(signature, Base64.getMimeDecoder().decode(part.substring(part.indexOf("\r\n\r\n") + 4)));
            Lab.run(
                    Arrays.copyOfRange(mail, start, end),
                    "gpgsm",
                    "--homedir",
                    Lab.tls().resolve("gnupg").toString(),
                    "--disable-crl-checks",
                    "--verify",
                    signature.toString(),
                    "-");
        } finally {
            Files.delete(signature);
        }
    }
}
