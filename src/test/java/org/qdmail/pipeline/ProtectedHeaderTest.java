package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;
import org.qdmail.signing.Openssl;
import org.qdmail.signing.SignatureReading;
import org.qdmail.signing.SignatureReport;
import org.qdmail.signing.SignatureReport.HeaderCoverage;
import org.qdmail.signing.SignatureReport.State;

/** SM-20: the signed part repeats the fields of the header (RFC 9788). */
class ProtectedHeaderTest {
    private static final String PYTHON =
            """
            import email, email.policy, sys
            mail = email.message_from_binary_file(open("mail.eml", "rb"), policy=email.policy.default)
            part = mail.get_payload(0)
            for name in ["From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References"]:
                print(name, str(mail[name]) == str(part[name]) and mail[name] is not None)
            print("hp", part.get_param("hp"))
            print("defects", len(part.defects) + len(mail.defects))
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void identity() {
        KeyPairs.rsa(directory, "shop", "shop@example.com");
    }

    private OnTheWire wire(boolean isProtected) {
        return new OnTheWire(
                "qdmail.path.certificates",
                directory.toString(),
                "qdmail.sign.certificate-file",
                "shop-cert.pem",
                "qdmail.sign.private-key-file",
                "shop-private.pem",
                "qdmail.sign.self-check",
                "true",
                "qdmail.sign.protect-headers",
                String.valueOf(isProtected));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("text", message().text("Hello"), "text/plain"),
                Arguments.of("encoded text", message().text("ご注文"), "text/plain"),
                Arguments.of("html", message().html("<p>Hello</p>"), "multipart/alternative"),
                Arguments.of(
                        "file",
                        message().text("a").attach("a.bin", new byte[100], "application/zip"),
                        "multipart/mixed"),
                Arguments.of(
                        "file alone",
                        MailMessage.to("Bob <bob@example.net>")
                                .subject("s")
                                .plainTextOff()
                                .html("<p>x</p>")
                                .attach("a.eml", "Subject: x\r\n\r\ny".getBytes(UTF_8), "message/rfc822"),
                        "multipart/mixed"));
    }

    private static MailMessage.Builder message() {
        return MailMessage.to("Bob <bob@example.net>", "花子 <hanako@example.jp>")
                .cc("carol@example.net")
                .bcc("secret@example.org")
                .from("山田 商店 <shop@example.com>")
                .replyTo("Support <support@example.com>")
                .subject("ご注文ありがとうございます 2026年度 第1版 (最終) と長い件名がここに続きます")
                .inReplyTo("<one@example.net>")
                .references("<one@example.net>", "<zero@example.net>")
                .priority(Level.HIGH)
                .receipt(ReceiptKind.READ)
                .header("X-Order", "42")
                .header("List-Id", "<orders.example.com>");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void sm20SignedPartRepeatsEveryFieldButThoseOfMime(String name, MailMessage.Builder message, String type)
            throws IOException {
        try (OnTheWire wire = wire(true)) {
            assertThat(wire.mail.send(message.signed().build()).isAllAccepted()).isTrue();

            byte[] octets = wire.mailbox.await(1).get(0).octets();
            Files.write(directory.resolve("mail.eml"), octets);
            String mail = new String(octets, ISO_8859_1);
            String outer = mail.substring(0, mail.indexOf("MIME-Version: 1.0\r\n"));
            int start = mail.indexOf("\r\n--") + 4;
            String part = mail.substring(mail.indexOf("\r\n", start) + 2);
            assertThat(part).startsWith(outer + "Content-Type: " + type + ";\r\n hp=\"clear\"");
            assertThat(mail).doesNotContain("secret@example.org").doesNotContainIgnoringCase("\nBcc:");
        }
        Openssl openssl = new Openssl(directory);
        Openssl.Result verified =
                openssl.run("cms", "-verify", "-in", "mail.eml", "-CAfile", "shop-cert.pem", "-out", "part.bin");
        assertThat(verified.code()).as(verified.output()).isZero();
        assertThat(Files.readString(directory.resolve("part.bin"), ISO_8859_1)).contains("\nSubject: ", "hp=\"clear\"");
    }

    @Test
    void sm20AnotherProgramReadsTheSameValuesInsideAndOutside() throws IOException {
        try (OnTheWire wire = wire(true)) {
            assertThat(wire.mail.send(message().text("Hello").signed().build()).isAllAccepted())
                    .isTrue();
            Files.write(
                    directory.resolve("mail.eml"), wire.mailbox.await(1).get(0).octets());
        }

        List<String> said = new Openssl(directory)
                .start("python3", "-X", "utf8", "-c", PYTHON)
                .output()
                .lines()
                .toList();
        assertThat(said)
                .containsExactly(
                        "From True",
                        "To True",
                        "Cc True",
                        "Subject True",
                        "Date True",
                        "Message-ID True",
                        "Reply-To True",
                        "In-Reply-To True",
                        "References True",
                        "hp clear",
                        "defects 0");
    }

    @Test
    void sv2ChangedFieldIsTold() throws IOException {
        byte[] octets;
        try (OnTheWire wire = wire(true)) {
            assertThat(wire.mail.send(message().text("Hello").signed().build()).isAllAccepted())
                    .isTrue();
            octets = wire.mailbox.await(1).get(0).octets();
        }
        assertThat(headerCoverage(octets).same())
                .contains("subject", "from", "to", "cc", "date", "message-id", "x-order", "list-id", "x-priority");
        assertThat(headerCoverage(octets).different()).isEmpty();
        String mail = new String(octets, ISO_8859_1);
        String forged = mail.replaceFirst("\r\nCc: carol@example.net", "\r\nCc: mallory@example.net")
                .replaceFirst("\r\nX-Order: 42", "");

        SignatureReport report = SignatureReading.of(new ByteArrayInputStream(forged.getBytes(ISO_8859_1)));
        assertThat(report.state()).isEqualTo(State.INTACT);
        assertThat(report.header().different()).containsExactly("cc", "x-order");
        assertThat(report.header().same()).contains("subject").doesNotContain("cc", "x-order");
    }

    private static HeaderCoverage headerCoverage(byte[] mail) throws IOException {
        return SignatureReading.of(new ByteArrayInputStream(mail)).header();
    }

    @Test
    void sm20NothingIsRepeatedUnlessItIsWished() throws IOException {
        try (OnTheWire wire = wire(false)) {
            assertThat(wire.mail.send(message().text("Hello").signed().build()).isAllAccepted())
                    .isTrue();
            String mail = new String(wire.mailbox.await(1).get(0).octets(), ISO_8859_1);

            assertThat(mail.split("\r\nSubject: ", -1)).hasSize(2);
            assertThat(mail).doesNotContain("hp=");
            assertThat(headerCoverage(mail.getBytes(ISO_8859_1))).isEqualTo(HeaderCoverage.NONE);
        }
    }
}
