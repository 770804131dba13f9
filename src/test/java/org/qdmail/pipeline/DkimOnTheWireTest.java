package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.dkim.PlainDkim;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;
import org.qdmail.signing.Openssl;
import org.qdmail.signing.SignedShapes;

/** CMP-16 and CMP-17: what a receiver verifies. */
class DkimOnTheWireTest {
    @TempDir
    static Path directory;

    private static byte[] rsa;
    private static byte[] ed25519;

    @BeforeAll
    static void keys() throws IOException {
        rsa = key("rsa", "RSA", 0);
        ed25519 = key("ed25519", "ED25519", 12);
        KeyPairs.rsa(directory, "shop", "alice@example.com");
    }

    /** Makes NAME.pem; the public key as DNS has it, which is SubjectPublicKeyInfo without some octets in front. */
    private static byte[] key(String name, String algorithm, int skipped) throws IOException {
        run("genpkey", "-algorithm", algorithm, "-out", name + ".pem");
        run("pkey", "-in", name + ".pem", "-pubout", "-outform", "DER", "-out", name + ".der");
        byte[] encoded = Files.readAllBytes(directory.resolve(name + ".der"));
        return Arrays.copyOfRange(encoded, skipped, encoded.length);
    }

    private static void run(String... arguments) {
        Openssl.Result result = new Openssl(directory).run(arguments);
        assertThat(result.code()).as(result.output()).isZero();
    }

    private OnTheWire wire(String... more) {
        List<String> keys = new ArrayList<>(List.of(
                "qdmail.path.certificates",
                directory.toString(),
                "qdmail.dkim.domain",
                "example.com",
                "qdmail.dkim.selector",
                "r2026",
                "qdmail.dkim.private-key-file",
                "rsa.pem",
                "qdmail.dkim.second.selector",
                "e2026",
                "qdmail.dkim.second.private-key-file",
                "ed25519.pem"));
        keys.addAll(List.of(more));
        return new OnTheWire(keys.toArray(String[]::new));
    }

    private void bothHold(byte[] octets) throws Exception {
        PlainDkim read = PlainDkim.of(octets);
        assertThat(read.signatures()).hasSize(2);
        assertThat(read.signatures().get(0)).containsEntry("a", "rsa-sha256").containsEntry("s", "r2026");
        assertThat(read.signatures().get(1))
                .containsEntry("a", "ed25519-sha256")
                .containsEntry("s", "e2026");
        assertThat(read.verifies(0, rsa)).isTrue();
        assertThat(read.verifies(1, ed25519)).isTrue();
    }

    static Stream<SignedShapes.Shape> shapes() {
        return SignedShapes.all(300_000, "bob@example.net");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void cmp17BothSignaturesHoldForEveryShape(SignedShapes.Shape shape) throws Exception {
        try (OnTheWire wire = wire(
                "qdmail.sign.certificate-file",
                "shop-cert.pem",
                "qdmail.sign.private-key-file",
                "shop-private.pem",
                "qdmail.limits.spool-threshold",
                "64K",
                "qdmail.sign.self-check",
                "true")) {
            SendResult plain = wire.mail.send(shape.start().build()).requireAllAccepted();
            SendResult signed = wire.mail.send(shape.start().signed().build()).requireAllAccepted();

            assertThat(plain.warnings()).isEmpty();
            assertThat(signed.warnings()).isEmpty();
            for (var mail : wire.mailbox.await(2)) bothHold(mail.octets());
            Files.write(
                    directory.resolve("mail.eml"), wire.mailbox.await(2).get(1).octets());
        }
        run("cms", "-verify", "-in", "mail.eml", "-CAfile", "shop-cert.pem", "-out", "content.bin");
    }

    private static MailMessage.Builder message() {
        return MailMessage.to("Bob <bob@example.net>", "花子 <hanako@example.jp>")
                .cc("carol@example.net")
                .subject("ご注文ありがとうございます 2026年度 第1版 (最終) と長い件名がここに続きます")
                .text(" a  b \t\n\n.\n..\nFrom x\n\n\n")
                .replyTo("Support <support@example.com>")
                .receipt(ReceiptKind.READ)
                .header("List-Unsubscribe", "<https://example.com/u/1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "envelope", "bdat"})
    void cmp16WhatIsSentIsWhatWasRenderedAndSigned(String pipelining) throws Exception {
        try (OnTheWire wire = wire("qdmail.smtp.pipelining", pipelining);
                RenderedMail rendered = wire.mail.render(message().build())) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(rendered.size()).isEqualTo(octets.size());
            assertThat(wire.mail.send(rendered).isAllAccepted()).isTrue();
            assertThat(wire.mail.send(rendered).isAllAccepted()).isTrue();

            for (var mail : wire.mailbox.await(2)) {
                assertThat(mail.octets()).isEqualTo(octets.toByteArray());
                bothHold(mail.octets());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: mallory@example.org",
                "To: x@example.org",
                "Cc: x@example.org",
                "Subject: Win",
                "Date: Thu, 1 Jan 2026 00:00:00 +0900",
                "Message-ID: <x@example.org>",
                "Reply-To: mallory@example.org",
                "In-Reply-To: <x@example.org>",
                "References: <x@example.org>",
                "MIME-Version: 1.0",
                "Content-Type: text/html",
                "Content-Transfer-Encoding: 8bit",
                "List-Unsubscribe: <https://example.org/>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                "List-Id: <x.example.org>"
            })
    void cmp16FieldThatIsAddedBreaksTheSignatures(String field) throws Exception {
        String mail = new String(sent(message()), ISO_8859_1);
        PlainDkim forged = PlainDkim.of((field + "\r\n" + mail).getBytes(ISO_8859_1));

        assertThat(forged.verifies(0, rsa)).isFalse();
        assertThat(forged.verifies(1, ed25519)).isFalse();
    }

    @Test
    void cmp16TraceFieldsOfRelaysBreakNothing() throws Exception {
        String mail = new String(sent(message()), ISO_8859_1);

        bothHold(("Received: from a by b;\r\n\tThu, 1 Jan 2026 00:00:00 +0900\r\nX-Spam: no\r\n" + mail)
                .getBytes(ISO_8859_1));
        assertThat(mail.lines().takeWhile(line -> !line.isEmpty())).allMatch(line -> line.length() <= 78);
    }

    private byte[] sent(MailMessage.Builder message) {
        try (OnTheWire wire = wire()) {
            assertThat(wire.mail.send(message.build()).isAllAccepted()).isTrue();
            return wire.one().octets();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop@example.com, false",
        "shop@EXAMPLE.com, false",
        "shop@mail.example.com, false",
        "shop@badexample.com, true",
        "shop@example.org, true"
    })
    void cmp18DomainThatDmarcDoesNotCountIsTold(String from, boolean isTold) throws Exception {
        try (OnTheWire wire = wire()) {
            SendResult result = wire.mail.send(message().from(from).build()).requireAllAccepted();

            assertThat(result.warnings().stream().anyMatch(text -> text.contains("DMARC")))
                    .isEqualTo(isTold);
            bothHold(wire.one().octets());
        }
    }

    @Test
    void nothingIsSignedWithoutADomain() {
        try (OnTheWire wire = new OnTheWire()) {
            assertThat(wire.mail.send(message().build()).isAllAccepted()).isTrue();
            assertThat(OnTheWire.fields(wire.one(), "DKIM-Signature")).isEmpty();
        }
    }

    @Test
    void mailerMaySignForADomainOfItsOwn() throws Exception {
        Map<String, String> tags;
        try (OnTheWire wire = wire("qdmail.dkim.domain", "example.jp", "qdmail.dkim.second.selector", "x.y")) {
            assertThat(wire.mail.send(message().from("a@example.jp").build()).isAllAccepted())
                    .isTrue();
            tags = PlainDkim.of(wire.one().octets()).signatures().get(1);
        }

        assertThat(tags).containsEntry("d", "example.jp").containsEntry("s", "x.y");
    }

    @Test
    void cmp18DomainBelowThatOfFromIsAligned() {
        try (OnTheWire wire = wire("qdmail.dkim.domain", "mail.example.com")) {
            assertThat(wire.mail.send(message().build()).requireAllAccepted().warnings())
                    .isEmpty();
        }
    }

    @Test
    void cmp16UnfitKeyStopsTheStart() throws IOException {
        Files.writeString(directory.resolve("no.pem"), "x");

        assertThatThrownBy(() -> wire("qdmail.dkim.private-key-file", "no.pem"))
                .hasMessageStartingWith("MAIL-0401 qdmail.dkim.private-key-file: ")
                .hasMessageContaining("no.pem");
    }

    @ParameterizedTest
    @CsvSource({
        "qdmail.dkim.domain, '', MAIL-1001 qdmail.dkim.selector, qdmail.dkim.domain",
        "qdmail.dkim.selector, '', MAIL-1001 qdmail.dkim.domain, qdmail.dkim.selector",
        "qdmail.dkim.private-key-file, '', MAIL-1001 qdmail.dkim.selector, qdmail.dkim.private-key-file",
        "qdmail.dkim.private-key-file, gone.pem, MAIL-1004 qdmail.dkim.private-key-file, does not exist",
        "qdmail.dkim.private-key-file, ../rsa.pem, MAIL-1004 qdmail.dkim.private-key-file, not the name of a file",
        "qdmail.dkim.selector, a b, MAIL-1010 qdmail.dkim.selector, a domain name in ASCII",
        "qdmail.dkim.selector, a;x=y, MAIL-1010 qdmail.dkim.selector, a domain name in ASCII",
        "qdmail.dkim.second.selector, r2026, MAIL-1005 qdmail.dkim.second.selector, under which DNS publishes one key",
        "qdmail.dkim.second.private-key-file, '', MAIL-1001 qdmail.dkim.second.selector, private-key-file"
    })
    void settingsThatDoNotFitAreTold(String key, String value, String start, String words) {
        assertThatThrownBy(() -> wire(key, value)).hasMessageContaining(start).hasMessageContaining(words);
    }
}
