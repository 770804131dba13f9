package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.encryption.Correspondent;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.Openssl;

/** SM-21: the header inside of an encryption, and what stands outside (RFC 9788). */
class EncryptedHeaderTest {
    private static final String TEXT = "ご注文の品: 花束 <42>, 税込 ¥3,300";

    @TempDir
    static Path directory;

    private static Correspondent shop;
    private static Correspondent bob;

    @BeforeAll
    static void correspondents() {
        shop = Correspondent.of(directory, "shop", "shop@example.com", Kind.RSA);
        bob = Correspondent.of(directory, "bob", "bob@example.net", Kind.P_256);
    }

    private static OnTheWire wire(String... more) {
        return OnTheWire.sealing(directory, more);
    }

    @Test
    void sm21HidesTheSubjectWhereItIsWished() {
        try (OnTheWire wire = wire("qdmail.encrypt.subject", "hidden")) {
            MailMessage message = MailMessage.to("bob@example.net")
                    .subject("ご注文 42 の確認")
                    .text(TEXT)
                    .header("Comments", "Our secret")
                    .header("Keywords", "secret")
                    .header("X-Order", "42")
                    .signed()
                    .encrypted()
                    .build();
            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();

            ReceivedMail mail = wire.one();
            assertThat(OnTheWire.fields(mail, "Subject")).containsExactly("Subject: [...]");
            assertThat(OnTheWire.text(mail)).doesNotContainIgnoringCase("secret");
            String content = shop.verified(bob.opened(mail.octets()));
            assertThat(content)
                    .contains("\r\nSubject: =?UTF-8?", "\r\nComments: Our secret\r\n", "\r\nKeywords: secret\r\n")
                    .contains("\r\nHP-Outer: Subject: [...]\r\n", "\r\nHP-Outer: X-Order: 42\r\n")
                    .doesNotContain("HP-Outer: Comments", "HP-Outer: Keywords", "HP-Outer: MIME", "HP-Outer: Content");
            assertThat(content.split("\r\nHP-Outer: Subject", -1)).hasSize(2);
        }
    }

    /** What it calls a field is not ours. */
    private static final String PYTHON =
            """
            import email, email.policy, sys
            policy = email.policy.default
            outer = email.message_from_binary_file(open("sealed.eml", "rb"), policy=policy)
            inner = email.message_from_binary_file(open("opened.bin", "rb"), policy=policy)
            def raw(file):
                mail = email.message_from_binary_file(open(file, "rb"), policy=email.policy.compat32)
                return [(name, "".join(str(value).splitlines())) for name, value in mail.items()]
            recorded = [value for name, value in raw("opened.bin") if name == "HP-Outer"]
            seen = [name + ": " + value for name, value in raw("sealed.eml") if name != "MIME-Version" and not name.startswith("Content-")]
            print("recorded", recorded == seen)
            print("fields", len(seen))
            print("same", all(str(inner[name]) == str(outer[name]) for name in [field.split(":")[0] for field in seen]))
            print("hp", inner.get_param("hp"), inner.get_content_type())
            print("text", inner.get_body().get_content().strip() == sys.argv[1])
            print("defects", len(inner.defects) + len(outer.defects))
            """;

    /** The golden file: what is inside and outside of one mail, line by line. */
    @Test
    void sm21RecordsWhatStandsOutsideAndNothingElse() {
        try (OnTheWire wire = wire("qdmail.encrypt.subject", "hidden", "qdmail.defaults.time-zone", "UTC")) {
            MailMessage message = MailMessage.to("Bob <bob@example.net>")
                    .bcc("shop@example.com")
                    .subject("Order 42")
                    .text("Hello")
                    .header("Keywords", "flowers")
                    .encrypted()
                    .build();
            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();

            ReceivedMail mail = wire.mailbox.await(2).get(0);
            String date = OnTheWire.fields(mail, "Date").get(0);
            String id = OnTheWire.fields(mail, "Message-ID").get(0);
            assertThat(OnTheWire.headerOf(mail))
                    .containsExactly(
                            date,
                            "From: shop@example.com",
                            "To: Bob <bob@example.net>",
                            "Subject: [...]",
                            id,
                            "Auto-Submitted: auto-generated",
                            "MIME-Version: 1.0",
                            "Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data; name=smime.p7m",
                            "Content-Transfer-Encoding: base64",
                            "Content-Disposition: attachment; filename=smime.p7m");
            assertThat(bob.opened(mail.octets()))
                    .isEqualTo(String.join(
                            "\r\n",
                            date,
                            "From: shop@example.com",
                            "To: Bob <bob@example.net>",
                            "Subject: Order 42",
                            id,
                            "Auto-Submitted: auto-generated",
                            "Keywords: flowers",
                            "HP-Outer: " + date,
                            "HP-Outer: From: shop@example.com",
                            "HP-Outer: To: Bob <bob@example.net>",
                            "HP-Outer: Subject: [...]",
                            "HP-Outer: " + id,
                            "HP-Outer: Auto-Submitted: auto-generated",
                            "Content-Type: text/plain;",
                            " hp=\"cipher\"; charset=US-ASCII",
                            "Content-Transfer-Encoding: 7bit",
                            "",
                            "Hello",
                            ""));
        }
    }

    @Test
    void sm21AnotherProgramFindsEveryFieldInsideAndItsRecord() {
        try (OnTheWire wire = wire()) {
            MailMessage message = MailMessage.to("Name with \"quotes\" <bob@example.net>")
                    .cc("花子 と 太郎 の 長い 名前 が ここ に あります <shop@example.com>")
                    .subject("とても長い件名がここに続きます。ご注文ありがとうございます 2026年度 第1版 (最終)")
                    .replyTo("Support <support@example.com>")
                    .references(
                            "<one-very-long-message-id-for-folding.0123456789@mail.example.net>", "<two@example.net>")
                    .header("X-Long-Name-Of-A-Field", "x".repeat(70))
                    .text(TEXT)
                    .attach("a.bin", new byte[] {1, 2, 3}, "application/zip")
                    .encrypted()
                    .build();
            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();
            String inside = bob.opened(wire.one().octets());

            assertThat(inside.lines()
                            .filter(line -> line.startsWith("HP-Outer: "))
                            .filter(line -> line.contains("=?")))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        }
        assertThat(new Openssl(directory)
                        .start("python3", "-X", "utf8", "-c", PYTHON, TEXT)
                        .output()
                        .lines())
                .containsExactly(
                        "recorded True",
                        "fields 10",
                        "same True",
                        "hp cipher multipart/mixed",
                        "text True",
                        "defects 0");
    }
}
