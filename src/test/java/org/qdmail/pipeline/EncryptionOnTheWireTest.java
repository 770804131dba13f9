package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.encryption.Correspondent;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.encryption.X25519Correspondent;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.failure.Fault;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.message.EncryptionWish;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.SignatureReport;

/** Mails as they are on the wire, opened by openssl. */
class EncryptionOnTheWireTest {
    private static final String TEXT = "ご注文の品: 花束 <42>, 税込 ¥3,300";
    private static final List<String> FIELDS = List.of("From: ", "To: ", "Cc: ", "Subject: ", "Date: ", "Message-ID: ");

    @TempDir
    static Path directory;

    private static Correspondent shop;
    private static Correspondent rsa;
    private static Correspondent p256;
    private static Correspondent p384;
    private static Correspondent p521;
    private static X25519Correspondent x25519;

    @BeforeAll
    static void correspondents() {
        shop = Correspondent.of(directory, "shop", "shop@example.com", Kind.RSA);
        rsa = Correspondent.of(directory, "rsa", "rsa@example.net", Kind.RSA);
        p256 = Correspondent.of(directory, "p256", "p256@example.net", Kind.P_256);
        p384 = Correspondent.of(directory, "p384", "p384@example.net", Kind.P_384);
        p521 = Correspondent.of(directory, "p521", "p521@example.net", Kind.P_521);
        x25519 = X25519Correspondent.of(directory, "x25519", "x25519@example.net", "keyAgreement");
    }

    private static OnTheWire wire(String... more) {
        return OnTheWire.sealing(directory, more);
    }

    private static MailMessage.Builder message(String... to) {
        return MailMessage.to(to)
                .cc("花子 <p256@example.net>")
                .subject("ご注文 42 の確認")
                .text(TEXT)
                .attach("a.bin", new byte[] {1, 2, 3}, "application/zip");
    }

    static Stream<Arguments> matrix() {
        return Stream.of("aes-256-gcm", "aes-256-cbc", "aes-128-cbc").flatMap(cipher -> Stream.of("oaep", "pkcs1")
                .flatMap(padding -> Stream.of(true, false).map(isSigned -> Arguments.of(cipher, padding, isSigned))));
    }

    @ParameterizedTest(name = "{0}, {1}, signed {2}")
    @MethodSource("matrix")
    void se1se2se7EveryReaderOpensWhatWasSignedFirst(String cipher, String padding, boolean isSigned) {
        try (OnTheWire wire = wire("qdmail.encrypt.cipher", cipher, "qdmail.encrypt.rsa", padding)) {
            MailMessage.Builder message = message("RSA <rsa@example.net>", "p384@example.net", "p521@example.net")
                    .encrypted();
            if (isSigned) message.signed();
            assertThat(wire.mail.send(message.build()).warnings()).isEmpty();

            byte[] mail = wire.one().octets();
            String outside = new String(mail, ISO_8859_1);
            String type = cipher.equals("aes-256-gcm") ? "authEnveloped-data" : "enveloped-data";
            assertThat(outside)
                    .contains(
                            "\r\nContent-Type: application/pkcs7-mime; smime-type=" + type + ";\r\n name=smime.p7m\r\n")
                    .contains("\r\nContent-Disposition: attachment; filename=smime.p7m\r\n")
                    .doesNotContain("a.bin", "multipart");
            for (Correspondent reader : List.of(rsa, p256, p384, p521, shop)) {
                String inside = reader.opened(mail);
                String content = isSigned ? shop.verified(inside) : inside;
                assertThat(content).contains("hp=\"cipher\"").contains("a.bin");
                assertThat(fields(content)).isEqualTo(fields(outside)).hasSize(FIELDS.size());
            }
            assertThat(Correspondent.structure(directory, mail))
                    .contains(cipher.equals("aes-256-gcm") ? "aes-256-gcm" : cipher)
                    .contains(padding.equals("oaep") ? "rsaesOaep" : "rsaEncryption")
                    .contains(cipher.startsWith("aes-128") ? "id-aes128-wrap" : "id-aes256-wrap")
                    .doesNotContain(cipher.startsWith("aes-128") ? "id-aes256-wrap" : "id-aes128-wrap");
        }
    }

    /** The fields that people see, each as it stands with its folds. */
    private static Collection<String> fields(String mail) {
        String header = "\r\n" + mail.substring(0, mail.indexOf("\r\n\r\n")) + "\r\n";
        return FIELDS.stream()
                .flatMap(name -> Pattern.compile("\r\n" + name + ".*?(?=\r\n[^ \t])", Pattern.DOTALL)
                        .matcher(header + ".")
                        .results()
                        .map(MatchResult::group))
                .toList();
    }

    static Stream<Arguments> withoutPadding() {
        return Stream.of("aes-256-gcm", "aes-256-cbc", "aes-128-cbc")
                .flatMap(cipher -> Stream.of(true, false).map(isSigned -> Arguments.of(cipher, isSigned)));
    }

    @ParameterizedTest(name = "{0}, signed {1}")
    @MethodSource("withoutPadding")
    void se2X25519OpensBesidesTheOthers(String cipher, boolean isSigned) {
        try (OnTheWire wire = wire("qdmail.encrypt.cipher", cipher)) {
            MailMessage.Builder message =
                    message("RSA <rsa@example.net>", "x25519@example.net").encrypted();
            if (isSigned) message.signed();
            assertThat(wire.mail.send(message.build()).warnings()).isEmpty();

            byte[] mail = wire.one().octets();
            String inside = x25519.opened(mail);
            assertThat(inside).isEqualTo(rsa.opened(mail)).isEqualTo(p256.opened(mail));
            assertThat(isSigned ? shop.verified(inside) : inside).contains("hp=\"cipher\"", "a.bin");
        }
    }

    @Test
    void se2X25519KeysAreUsedOnce() {
        Set<String> points = new HashSet<>();
        try (OnTheWire wire = wire("qdmail.encrypt.to-sender", "false")) {
            for (int count = 0; count < 2; count++) {
                assertThat(wire.mail
                                .send(MailMessage.to("x25519@example.net")
                                        .subject("s")
                                        .text(TEXT)
                                        .encrypted()
                                        .build())
                                .isAllAccepted())
                        .isTrue();
            }
            for (ReceivedMail mail : wire.mailbox.await(2)) {
                Matcher point = Pattern.compile("publicKey: .*?ukm", Pattern.DOTALL)
                        .matcher(Correspondent.structure(directory, mail.octets()));
                assertThat(point.find()).isTrue();
                points.add(point.group());
            }
        }
        assertThat(points).hasSize(2);
    }

    /** The nonce and the length of the tag as the recipients read them; then the tag itself. */
    private static final Pattern GCM = Pattern.compile(
            "aes-256-gcm [^\n]*\n[^\n]*SEQUENCE:\n"
                    + " *0:d=0 .*?OCTET STRING +\\[HEX DUMP\\]:([0-9A-F]{24})\n"
                    + " *16:d=1 [^\n]*INTEGER +:10\n"
                    + ".*mac: *\n +0000 - (?:[0-9a-f]{2}[ -]){16} [^\n]*\n +unauthAttrs:",
            Pattern.DOTALL);

    @Test
    void se1NoncesHave12OctetsAndDifferAndTagsHave16() {
        Set<String> nonces = new HashSet<>();
        try (OnTheWire wire = wire()) {
            for (int count = 0; count < 5; count++) {
                assertThat(wire.mail
                                .send(message("rsa@example.net").encrypted().build())
                                .isAllAccepted())
                        .isTrue();
            }
            for (ReceivedMail mail : wire.mailbox.await(5)) {
                String structure = Correspondent.structure(directory, mail.octets());
                Matcher gcm = GCM.matcher(structure);
                assertThat(gcm.find()).as(structure).isTrue();
                nonces.add(gcm.group(1));
            }
        }
        assertThat(nonces).hasSize(5);
    }

    @Test
    void se2EphemeralKeysNameTheirCurveAndAreUsedOnce() {
        Set<String> points = new HashSet<>();
        try (OnTheWire wire = wire()) {
            for (int count = 0; count < 2; count++) {
                assertThat(wire.mail
                                .send(message("p384@example.net").encrypted().build())
                                .isAllAccepted())
                        .isTrue();
            }
            for (ReceivedMail mail : wire.mailbox.await(2)) {
                String structure = Correspondent.structure(directory, mail.octets());
                assertThat(structure)
                        .contains("OBJECT:prime256v1", "OBJECT:secp384r1")
                        .contains("dhSinglePass-stdDH-sha256kdf-scheme", "dhSinglePass-stdDH-sha384kdf-scheme")
                        .doesNotContain("prime-field");
                Pattern.compile("publicKey: .*?ukm", Pattern.DOTALL)
                        .matcher(structure)
                        .results()
                        .map(MatchResult::group)
                        .forEach(points::add);
            }
        }
        assertThat(points).hasSize(4);
    }

    @Test
    void se3SenderOpensUnlessItIsNotWished() {
        for (boolean toSender : List.of(true, false)) {
            try (OnTheWire wire = wire("qdmail.encrypt.to-sender", String.valueOf(toSender))) {
                assertThat(wire.mail
                                .send(message("rsa@example.net").encrypted().build())
                                .warnings())
                        .isEmpty();

                byte[] mail = wire.one().octets();
                assertThat(Correspondent.structure(directory, mail).contains(shop.serial()))
                        .isEqualTo(toSender);
                assertThat(shop.open(mail).code() == 0).isEqualTo(toSender);
            }
        }
    }

    @Test
    void se3SenderWithoutCertificateIsWarned() {
        try (OnTheWire wire = wire()) {
            SendResult result = wire.mail.send(message("rsa@example.net")
                    .from("other@example.com")
                    .encrypted()
                    .build());

            assertThat(result.warnings())
                    .containsExactly(
                            "the sender cannot open this mail: there is no certificate for the address of From");
            assertThat(rsa.opened(wire.one().octets())).contains("From: other@example.com");
        }
    }

    @Test
    void se4EveryHiddenRecipientHasACopyThatNobodyElseIsNamedIn() {
        try (OnTheWire wire = wire(
                "qdmail.defaults.always-bcc", "p384@example.net", "qdmail.enforce.bcc", "Archive <p521@example.net>")) {
            MailMessage message = MailMessage.to("p256@example.net")
                    .bcc("rsa@example.net")
                    .subject("s")
                    .text(TEXT)
                    .encrypted()
                    .build();
            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();

            List<ReceivedMail> mails = wire.mailbox.await(4);
            List<Correspondent> readers = List.of(p256, rsa, p384, p521);
            for (int copy = 0; copy < 4; copy++) {
                byte[] mail = mails.get(copy).octets();
                assertThat(mails.get(copy).recipients()).hasSize(1);
                String structure = Correspondent.structure(directory, mail);
                assertThat(structure).contains(shop.serial());
                for (int other = 0; other < 4; other++) {
                    assertThat(structure.contains(readers.get(other).serial())).isEqualTo(other == copy);
                }
                String inside = readers.get(copy).opened(mail);
                assertThat(inside).doesNotContain("rsa@", "p384@", "p521@");
                assertThat(new String(mail, ISO_8859_1)).doesNotContain("rsa@", "p384@", "p521@");
            }
            assertThat(mails.stream()
                            .map(mail -> OnTheWire.fields(mail, "Message-ID"))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void se4RecipientThatIsInToAsWellIsNotHidden() {
        try (OnTheWire wire = wire("qdmail.enforce.bcc", "p256@example.net")) {
            assertThat(wire.mail
                            .send(MailMessage.to("p256@example.net")
                                    .cc("rsa@example.net")
                                    .bcc("rsa@example.net")
                                    .subject("s")
                                    .text("t")
                                    .encrypted()
                                    .build())
                            .isAllAccepted())
                    .isTrue();

            assertThat(wire.mailbox.await(1)).hasSize(1);
            assertThat(p256.opened(wire.one().octets())).contains("\r\nt\r\n");
        }
    }

    /** The keys of the copies are of all kinds. */
    @ParameterizedTest
    @ValueSource(strings = {"aes-256-gcm", "aes-256-cbc", "aes-128-cbc"})
    void se5AllCopiesHaveOneCipher(String cipher) {
        try (OnTheWire wire = wire("qdmail.encrypt.cipher", cipher)) {
            assertThat(wire.mail
                            .send(message("rsa@example.net")
                                    .bcc("p384@example.net", "p521@example.net")
                                    .encrypted()
                                    .build())
                            .isAllAccepted())
                    .isTrue();

            List<String> others =
                    new ArrayList<>(List.of("aes-256-gcm", "aes-256-cbc", "aes-128-cbc", "des-ede3", "rc2"));
            others.remove(cipher);
            assertThat(wire.mailbox.await(3))
                    .allSatisfy(mail -> assertThat(Correspondent.structure(directory, mail.octets()))
                            .contains("algorithm: " + cipher)
                            .doesNotContain(others.toArray(String[]::new)));
        }
    }

    @Test
    void se6OneOfThreeWithoutCertificateLeavesNoConnection() throws IOException {
        try (ServerSocket relay = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OnTheWire wire = wire("qdmail.smtp.port", String.valueOf(relay.getLocalPort()))) {
            MailMessage message = MailMessage.to("rsa@example.net", "nobody@example.net")
                    .cc("p256@example.net")
                    .bcc("hidden@example.net")
                    .subject("s")
                    .text("t")
                    .encrypted()
                    .build();

            EncryptionFailed failure = catchThrowableOfType(EncryptionFailed.class, () -> wire.mail.send(message));

            assertThat(failure.faults())
                    .extracting(Fault::number, Fault::place)
                    .containsExactly(
                            tuple("MAIL-0410", "nobody@example.net"), tuple("MAIL-0410", "hidden@example.net"));
            assertThat(failure.isRetryable()).isFalse();
            assertThat(catchThrowableOfType(EncryptionFailed.class, () -> wire.mail.check(message)))
                    .hasMessage(failure.getMessage());
            relay.setSoTimeout(300);
            assertThatThrownBy(relay::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void wishesOfMessageDefaultsAndEnforcementDecide() {
        assertThat(typeOf(message("rsa@example.net"), "qdmail.defaults.encrypted", "true"))
                .isEqualTo("pkcs7-mime");
        assertThat(typeOf(message("rsa@example.net").unencrypted(), "qdmail.defaults.encrypted", "true"))
                .isEqualTo("mixed");
        assertThat(typeOf(message("rsa@example.net").unencrypted(), "qdmail.enforce.encrypted", "true"))
                .isEqualTo("pkcs7-mime");
        assertThat(typeOf(message("rsa@example.net").encrypted(), "qdmail.enforce.encrypted", "false"))
                .isEqualTo("mixed");
        assertThat(typeOf(message("rsa@example.net"))).isEqualTo("mixed");
    }

    private static String typeOf(MailMessage.Builder message, String... more) {
        try (OnTheWire wire = wire(more)) {
            SendResult result = wire.mail.send(message.build());
            String type = OnTheWire.fields(wire.one(), "Content-Type").get(0);
            boolean isEncrypted = type.contains("pkcs7-mime");
            boolean says = result.wishes()
                    .encryption()
                    .filter(wish -> wish == EncryptionWish.ENCRYPTED)
                    .isPresent();
            assertThat(says).isEqualTo(isEncrypted);
            return type.replaceAll("Content-Type: \\w+/([^;]+);.*", "$1");
        }
    }

    @Test
    void mailboxShowsOneFile() {
        try (OnTheWire wire = wire()) {
            assertThat(wire.mail
                            .send(message("rsa@example.net")
                                    .signed()
                                    .encrypted()
                                    .build())
                            .isAllAccepted())
                    .isTrue();

            ReceivedMail mail = wire.one().assertEncrypted().assertUnsigned().assertSubject("ご注文 42 の確認");
            assertThat(mail.attachmentNames()).containsExactly("smime.p7m");
            assertThat(mail.text()).isEmpty();
            assertThat(mail.signature().state()).isEqualTo(SignatureReport.State.UNSIGNED);
        }
    }

    /** The recipients of a copy without signature are named in it alone. */
    @Test
    void se7CopiesThatCannotTakeASignatureAreEncryptedToo() {
        try (OnTheWire wire = wire("qdmail.sign.skip-domains", "p256@example.net")) {
            assertThat(wire.mail
                            .send(message("rsa@example.net")
                                    .signed()
                                    .encrypted()
                                    .build())
                            .isAllAccepted())
                    .isTrue();

            List<ReceivedMail> mails = wire.mailbox.await(2);
            assertThat(shop.verified(rsa.opened(mails.get(0).octets()))).contains("hp=\"cipher\"");
            assertThat(p256.opened(mails.get(1).octets()))
                    .contains("hp=\"cipher\"")
                    .doesNotContain("pkcs7");
        }
    }

    /** The body hash of DKIM (RFC 6376 section 3.7): lines of Base64 are relaxed already. */
    @Test
    void sm22DkimSignsWhatIsEncrypted() throws GeneralSecurityException {
        try (OnTheWire wire = wire(
                "qdmail.dkim.domain", "example.com",
                "qdmail.dkim.selector", "s1",
                "qdmail.dkim.private-key-file", "shop.key",
                "qdmail.encrypt.subject", "hidden")) {
            assertThat(wire.mail
                            .send(message("rsa@example.net")
                                    .signed()
                                    .encrypted()
                                    .build())
                            .isAllAccepted())
                    .isTrue();

            ReceivedMail mail = wire.one();
            assertThat(shop.verified(rsa.opened(mail.octets()))).contains("hp=\"cipher\"");
            String text = new String(mail.octets(), ISO_8859_1);
            byte[] body = text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
            assertThat(OnTheWire.fields(mail, "DKIM-Signature"))
                    .singleElement()
                    .asString()
                    .contains("bh=" + hash);
        }
    }

    @Test
    void sm1OctetsAreMadeOnceAndSentAsTheyAre() throws IOException {
        try (OnTheWire wire = wire();
                RenderedMail rendered = wire.mail.render(
                        message("rsa@example.net").signed().encrypted().build())) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(wire.mail.send(rendered).isAllAccepted()).isTrue();
            assertThat(wire.mail.send(rendered).isAllAccepted()).isTrue();

            assertThat(wire.mailbox.await(2))
                    .allSatisfy(mail -> assertThat(mail.octets()).isEqualTo(octets.toByteArray()));
        }
    }
}
