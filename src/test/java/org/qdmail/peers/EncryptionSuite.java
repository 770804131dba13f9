package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.SignatureReading;
import org.qdmail.signing.SignatureReport.State;
import org.qdmail.signing.SignedShapes;

/** Mails encrypted to each kind of key, through Postfix and out of Dovecot, then opened by others. */
class EncryptionSuite {
    private static final int LARGE = 6 << 20;

    /** The keys of the reader that {@code src/test/peers/run} makes. */
    private static final List<String> READERS = List.of("alice-rsa", "alice-p256", "alice-p384");

    private static StandaloneMailService service(String reader, String cipher, String padding) {
        return Lab.service(
                2525,
                "qdmail.smtp.tls",
                "none",
                "qdmail.sign.certificate-file",
                "signer.pem",
                "qdmail.sign.private-key-file",
                "signer.key",
                "qdmail.encrypt.directory",
                reader,
                "qdmail.encrypt.cipher",
                cipher,
                "qdmail.encrypt.rsa",
                padding);
    }

    private static byte[] delivered(MailMessage.Builder start, StandaloneMailService service) throws Exception {
        MailMessage message = start.from("shop@example.com").encrypted().build();
        return Lab.fetch("alice", service.send(message).requireAllAccepted().messageId());
    }

    static Stream<Arguments> matrix() {
        return Stream.of("aes-256-gcm", "aes-256-cbc", "aes-128-cbc").flatMap(cipher -> READERS.stream()
                .flatMap(reader -> (reader.equals("alice-rsa") ? Stream.of("oaep", "pkcs1") : Stream.of("oaep"))
                        .flatMap(padding -> Stream.of(true, false)
                                .map(isSigned -> Arguments.of(cipher, reader, padding, isSigned)))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, signed {3}")
    @MethodSource("matrix")
    void se1se2OpensslOpensWhatCameThroughTheServers(String cipher, String reader, String padding, boolean isSigned)
            throws Exception {
        try (StandaloneMailService service = service(reader, cipher, padding)) {
            MailMessage.Builder message =
                    MailMessage.to("alice@example.com").subject("Invoice 42").text("Pay 100 to A.\n.\n.. dots");
            byte[] mail = delivered(isSigned ? message.signed() : message, service);

            String inside = opened(mail, reader);
            assertThat(inside).contains("hp=\"cipher\"", "Subject: Invoice 42", "HP-Outer: To: alice@example.com");
            if (isSigned) verify(inside);
            else assertThat(inside).contains("Pay 100 to A.");
        }
    }

    static Stream<SignedShapes.Shape> shapes() {
        return SignedShapes.all(LARGE, "alice@example.com");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void se7SignatureInsideHoldsForEveryShape(SignedShapes.Shape shape) throws Exception {
        try (StandaloneMailService service = service("alice-p256", "aes-256-gcm", "oaep")) {
            byte[] mail = delivered(shape.start().signed().build().edit(), service);

            verify(opened(mail, "alice-p256"));
        }
    }

    /** GnuPG 2.2 knows neither GCM nor OAEP in CMS, and imports no EC keys. */
    @ParameterizedTest
    @ValueSource(strings = {"aes-256-cbc", "aes-128-cbc"})
    void se2GnupgOpensWhatItKnows(String cipher) throws Exception {
        try (StandaloneMailService service = service("alice-rsa", cipher, "pkcs1")) {
            byte[] mail = delivered(
                    MailMessage.to("alice@example.com")
                            .subject("Invoice 42")
                            .text("Pay 100 to A.")
                            .signed(),
                    service);
            String text = new String(mail, StandardCharsets.ISO_8859_1);
            byte[] cms = Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
            Path file = Files.createTempFile("qdmail-peers", ".p7m");
            try {
                Files.write(file, cms);
                verify(Lab.run(
                        Files.readAllBytes(Lab.tls().resolve("gnupg-passphrase")),
                        "gpgsm",
                        "--homedir",
                        Lab.tls().resolve("gnupg").toString(),
                        "--batch",
                        "--pinentry-mode",
                        "loopback",
                        "--passphrase-fd",
                        "0",
                        "--decrypt",
                        file.toString()));
            } finally {
                Files.delete(file);
            }
        }
    }

    private static String opened(byte[] mail, String reader) throws Exception {
        Path certificate = Lab.tls().resolve(reader).resolve("cert.pem");
        Path key = Lab.tls().resolve(reader + ".key");
        return Lab.run(mail, "openssl", "cms", "-decrypt", "-recip", certificate.toString(), "-inkey", key.toString());
    }

    private static void verify(String signed) throws Exception {
        byte[] octets = signed.getBytes(StandardCharsets.UTF_8);
        String trusted = Lab.tls().resolve("ca.pem").toString();
        Path content = Files.createTempFile("qdmail-peers", ".txt");
        try {
            Lab.run(octets, "openssl", "cms", "-verify", "-CAfile", trusted, "-out", content.toString());
            assertThat(Files.readString(content)).contains("hp=\"cipher\"");
        } finally {
            Files.delete(content);
        }
        assertThat(SignatureReading.of(new ByteArrayInputStream(octets)).state())
                .isEqualTo(State.INTACT);
    }
}
