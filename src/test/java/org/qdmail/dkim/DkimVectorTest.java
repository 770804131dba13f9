package org.qdmail.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;

/** CMP-16 and CMP-17: the published vectors of RFC 6376 and RFC 8463, and a second reading of both. */
class DkimVectorTest {
    private static final Instant NOW = Instant.ofEpochSecond(1528637909);

    @TempDir
    Path directory;

    /** The mail of RFC 8463 appendix A.3. */
    private static byte[] rfcMail() throws IOException {
        return Files.readString(Path.of("src/test/resources/dkim/rfc8463.eml"), US_ASCII)
                .replace("\n", "\r\n")
                .getBytes(US_ASCII);
    }

    private static byte[] unsignedRfcMail() throws IOException {
        String mail = new String(rfcMail(), US_ASCII);
        return mail.substring(mail.indexOf("From: ")).getBytes(US_ASCII);
    }

    @Test
    void cmp16PublishedSignaturesHoldForTheVerifierOfTheseTests() throws Exception {
        PlainDkim mail = PlainDkim.of(rfcMail());

        assertThat(mail.verifies(0, RfcKeys.ED25519)).isTrue();
        assertThat(mail.verifies(1, RfcKeys.RSA)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Hi.,Ho.", "Suzie Q,Suzie P", "hungry yet,hungry  now", "t=1528637909,t=1528637908"})
    void cmp16PublishedSignaturesBreakWithTheMail(String old, String changed) throws Exception {
        String mail = new String(rfcMail(), US_ASCII).replace(old, changed);

        assertThat(PlainDkim.of(mail.getBytes(US_ASCII)).verifies(0, RfcKeys.ED25519))
                .isFalse();
        assertThat(PlainDkim.of(mail.getBytes(US_ASCII)).verifies(1, RfcKeys.RSA))
                .isFalse();
    }

    @Test
    void cmp16BodyHashIsThePublishedOne() throws Exception {
        byte[] mail = rfcMail();
        String text = new String(mail, US_ASCII);
        byte[] body = text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(US_ASCII);

        assertThat(hash(body, 3)).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", " \r\n\t \r\n"})
    void cmp16EmptyBodyHasThePublishedHash(String body) throws Exception {
        assertThat(hash(body.getBytes(US_ASCII), 1)).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    /** RFC 6376 section 3.4.5. */
    @Test
    void cmp16RelaxedFormsAreThosePublished() throws Exception {
        String body = " C \r\nD \t E\r\n\r\n\r\n";
        byte[] header = "A: X\r\nB : Y\t\r\n\tZ  \r\n".getBytes(US_ASCII);

        assertThat(hash(body.getBytes(US_ASCII), 2))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(" C\r\nD E\r\n".getBytes(US_ASCII))));
        assertThat(RelaxedFields.of(header).named("a").get(0).relaxed())
                .asString()
                .isEqualTo("a:X\r\n");
        assertThat(RelaxedFields.of(header).named("b").get(0).relaxed())
                .asString()
                .isEqualTo("b:Y Z\r\n");
    }

    @Test
    void cmp16AnyBodyIsHashedAsTheSecondReadingDoes() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260701);
        String[] pieces = {" ", "\t", "\r\n", "a", "\u00e9", "long".repeat(3000), "  ", "\r\n\r\n", ".", "\u0001"};
        for (int round = 0; round < 2000; round++) {
            StringBuilder body = new StringBuilder();
            for (int at = random.nextInt(20); at > 0; at--) body.append(pieces[random.nextInt(pieces.length)]);
            body.append("\r\n");
            byte[] octets = body.toString().getBytes(ISO_8859_1);
            String plain =
                    PlainDkim.of(("A: b\r\n\r\n" + body).getBytes(ISO_8859_1)).relaxedBody();

            assertThat(hash(octets, 1 + random.nextInt(9000)))
                    .as(body.toString())
                    .isEqualTo(Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(plain.getBytes(ISO_8859_1))));
        }
    }

    private static String hash(byte[] body, int step) throws GeneralSecurityException {
        RelaxedBody relaxed = new RelaxedBody(MessageDigest.getInstance("SHA-256"));
        for (int at = 0; at < body.length; at += step) relaxed.update(body, at, Math.min(step, body.length - at));
        return Base64.getEncoder().encodeToString(relaxed.end());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64 * 1024})
    void cmp16OurSignatureHoldsForThePublishedKey(int step) throws Exception {
        byte[] mail = unsignedRfcMail();

        byte[] signed = signed(out -> {
            for (int at = 0; at < mail.length; at += step) out.write(mail, at, Math.min(step, mail.length - at));
        });

        PlainDkim read = PlainDkim.of(signed);
        assertThat(read.verifies(0, RfcKeys.ED25519)).isTrue();
        Map<String, String> tags = read.signatures().get(0);
        assertThat(tags)
                .containsEntry("a", "ed25519-sha256")
                .containsEntry("c", "relaxed/relaxed")
                .containsEntry("d", "football.example.com")
                .containsEntry("s", "brisbane")
                .containsEntry("t", "1528637909")
                .containsEntry("bh", "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
                .doesNotContainKey("l");
        assertThat(tags.get("h")).startsWith("from:from:to:to:cc:subject:subject:date:date:message-id:message-id:");
        assertThat(new String(signed, US_ASCII)).endsWith(new String(mail, US_ASCII));
        assertThat(new String(signed, US_ASCII).lines()).allMatch(line -> line.length() <= 76);
    }

    private byte[] signed(DkimSigner.Writing mail) throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), RfcKeys.ED25519_PRIVATE);
        DkimSigner signer = DkimSigner.load(
                new DkimSettings(
                        "Football.example.com",
                        List.of(new DkimSettings.KeyPlace(
                                "brisbane", "qdmail.dkim.private-key-file", key, Optional.empty()))),
                Clock.fixed(NOW, ZoneOffset.UTC));
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(directory, 1 << 20, 1 << 20));
                FrozenMail frozen = signer.freeze(mail, writer)) {
            OutputStream octets = new ByteArrayOutputStream();
            frozen.writeTo(octets);
            assertThat(frozen.sizeOctets()).isEqualTo(((ByteArrayOutputStream) octets).size());
            return ((ByteArrayOutputStream) octets).toByteArray();
        }
    }
}
