package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.RenderedMail;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** What is rendered is what Dovecot hands out, octet by octet, and what other programs read out of it. */
class DeliverySuite {
    static Stream<Arguments> deliveries() {
        return messages().entrySet().stream().flatMap(message -> Stream.of("off", "envelope", "bdat", "window")
                .flatMap(pipelining ->
                        Stream.of(true, false).map(signed -> Arguments.of(message.getKey(), pipelining, signed))));
    }

    private static Map<String, MailMessage> messages() {
        MailMessage.Builder start = MailMessage.to("Alice <alice@example.com>");
        Map<String, MailMessage> messages = new TreeMap<>();
        messages.put("leading dots", text(".a\r\n..\r\n.\r\n...b\r\n"));
        messages.put("long lines", text("x".repeat(998) + "\r\n" + "y".repeat(5000) + "\r\n"));
        messages.put("no final line end", text("last line"));
        messages.put("empty lines at the end", text("a\r\n\r\n\r\n"));
        messages.put("From at the start", text("From here\r\ntrailing blank \r\n"));
        messages.put("Japanese", text("こんにちは。\n①㈱髙😀\n"));
        messages.put(
                "tree",
                MailMessage.to("花子 <alice@example.com>")
                        .subject("見積書 2026年度 第1版 (最終) と長い件名がここに続きます")
                        .text("本文 .\r\n.")
                        .html("<p>本文 <img src='cid:logo'></p>")
                        .inline("logo", Content.of(new byte[] {1, 2, 3, 0, -1}, "image/png"))
                        .attach(Attachment.of(
                                "見積書 2026年度 第1版 (最終).xlsx", Content.of(new byte[100_000], "application/vnd.ms-excel")))
                        .attach("rows.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "text/csv; charset=utf-8")
                        .build());
        messages.put(
                "8 MiB",
                MailMessage.to("alice@example.com")
                        .subject("Large")
                        .text("large")
                        .attach("large.bin", new byte[8 << 20], "application/octet-stream")
                        .build());
        assertThat(start).isNotNull();
        return messages;
    }

    private static MailMessage text(String text) {
        return MailMessage.to("alice@example.com")
                .subject("件名 subject")
                .text(text)
                .build();
    }

    @ParameterizedTest(name = "{0}, {1}, signed {2}")
    @MethodSource("deliveries")
    void qd90RenderedOctetsArriveUnchanged(String name, String pipelining, boolean signed) throws Exception {
        MailMessage message = messages().get(name);
        if (signed) message = message.edit().signed().build();
        try (StandaloneMailService mail = Lab.service(
                        2525,
                        "qdmail.smtp.tls",
                        "none",
                        "qdmail.smtp.pipelining",
                        pipelining,
                        "qdmail.sign.certificate-file",
                        "signer.pem",
                        "qdmail.sign.private-key-file",
                        "signer.key");
                RenderedMail rendered = mail.render(message)) {
            assertThat(mail.send(rendered).isAllAccepted()).isTrue();

            byte[] fetched = Lab.fetch("alice", rendered.messageId());
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(sha256(fetched)).as("%d octets", fetched.length).isEqualTo(sha256(octets.toByteArray()));
            if (signed) verifyWithOpenssl(fetched);
            else readByOthers(message, fetched);
        }
    }

    private static void verifyWithOpenssl(byte[] octets) throws Exception {
        Path tls = Lab.tls();
        Lab.run(
                octets,
                "openssl",
                "cms",
                "-verify",
                "-CAfile",
                tls.resolve("ca.pem").toString(),
                "-out",
                "/dev/null");
    }

    private static void readByOthers(MailMessage message, byte[] octets) throws Exception {
        Message parsed = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(octets));
        assertThat(parsed.getSubject()).isEqualTo(message.subject());
        assertThat(parsed.getFrom().get(0).getAddress()).isEqualTo("shop@example.com");

        String said = Lab.run(octets, "python3", "-X", "utf8", "-c", PYTHON);
        List<String> lines = said.lines().toList();
        assertThat(lines.get(0)).isEqualTo("subject " + message.subject());
        assertThat(lines.get(1)).isEqualTo("defects 0");
        assertThat(lines)
                .containsAll(message.attachments().stream()
                        .map(attachment -> "file " + attachment.name())
                        .toList());
        assertThat(lines).contains("text " + hex(lineEnds(message.text().orElseThrow())));
    }

    private static String lineEnds(String text) {
        String ends = text.replace("\r\n", "\n");
        return ends.endsWith("\n") ? ends : ends + "\n";
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] octets) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(octets));
    }

    private static final String PYTHON =
            """
            import email, email.policy, sys
            mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
            print("subject", mail["Subject"])
            print("defects", sum(len(part.defects) for part in mail.walk()))
            for part in mail.walk():
                if part.get_filename():
                    print("file", part.get_filename())
                elif part.get_content_type() == "text/plain":
                    text = part.get_content().replace("\\r\\n", "\\n")
                    if not text.endswith("\\n"):
                        text += "\\n"
                    print("text", text.encode("utf-8").hex())
            """;
}
