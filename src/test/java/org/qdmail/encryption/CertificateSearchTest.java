package org.qdmail.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.failure.Fault;
import org.qdmail.mime.OuterSubject;

/** Which certificates mail is encrypted to, and what is told of the others. */
class CertificateSearchTest {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.net");
    private static final EmailAddress SHOP = EmailAddress.of("shop@example.com");

    @TempDir
    static Path directory;

    private static X509Certificate bob;
    private static X509Certificate shop;

    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void certificates() {
        bob = made("bob", Kind.RSA, Kind.RSA.usage());
        shop = Correspondent.of(directory, "shop", "shop@example.com", Kind.P_256)
                .x509();
    }

    private static X509Certificate made(String name, Kind kind, String usage, String... more) {
        return Correspondent.of(directory, name, "bob@example.net", kind, usage, more)
                .x509();
    }

    private static EncryptionSettings settings(boolean toSender) {
        return new EncryptionSettings(
                Optional.empty(), ContentCipher.AES_256_GCM, RsaPadding.OAEP, toSender, OuterSubject.VISIBLE);
    }

    private FoundCertificates find(Instant now, boolean toSender, RecipientCertificates source) {
        return new CertificateSearch(source, settings(toSender), Clock.fixed(now, ZoneOffset.UTC))
                .find(List.of(BOB), SHOP, warnings::add);
    }

    private FoundCertificates find(X509Certificate... ofBob) {
        return find(Instant.now(), false, address -> address.equals(BOB) ? List.of(ofBob) : List.of());
    }

    private Fault refused(Instant now, X509Certificate... ofBob) {
        EncryptionFailed failure =
                catchThrowableOfType(EncryptionFailed.class, () -> find(now, false, address -> List.of(ofBob)));
        assertThat(failure.faults()).hasSize(1);
        assertThat(failure.number()).isEqualTo(failure.faults().get(0).number());
        assertThat(failure.isRetryable()).isFalse();
        return failure.faults().get(0);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Kind.RSA, "keyEncipherment"),
                Arguments.of(Kind.P_256, "keyAgreement"),
                Arguments.of(Kind.P_384, "keyAgreement"),
                Arguments.of(Kind.P_521, "keyAgreement"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void se2TakesEveryKindOfKeyThatIsMadeForIt(Kind kind, String usage) {
        X509Certificate certificate = made(kind.name(), kind, usage);

        assertThat(find(certificate).ofRecipients()).isEqualTo(Map.of(BOB, certificate));
        assertThat(warnings).isEmpty();
    }

    static Stream<Arguments> unfit() {
        String rsa = Kind.RSA.usage();
        return Stream.of(
                Arguments.of(Kind.RSA_1024, rsa, new String[0], "has a key of RSA 1024; RSA of 2048 bits or more"),
                Arguments.of(Kind.SECP256K1, Kind.P_256.usage(), new String[0], "has a key of EC 256"),
                Arguments.of(Kind.ED25519, Kind.P_256.usage(), new String[0], "has a key of Ed25519"),
                Arguments.of(Kind.RSA, rsa, new String[] {"-sha1"}, "is signed with SHA1withRSA, which can be forged"),
                Arguments.of(Kind.RSA, rsa, new String[] {"-md5"}, "is signed with MD5withRSA"),
                Arguments.of(Kind.RSA, "digitalSignature", new String[0], "is made for key usage digitalSignature"),
                Arguments.of(Kind.RSA, "keyAgreement", new String[0], "is made for key usage keyAgreement"),
                Arguments.of(Kind.P_256, "keyEncipherment", new String[0], "is made for key usage keyEncipherment"),
                Arguments.of(
                        Kind.RSA,
                        rsa,
                        new String[] {"-addext", "extendedKeyUsage=serverAuth,clientAuth"},
                        "is made for extended key usage serverAuth, clientAuth"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void se2se6RefusesWhatMailMayNotBeEncryptedTo(Kind kind, String usage, String[] more, String words) {
        X509Certificate certificate = made("unfit", kind, usage, more);

        Fault fault = refused(Instant.now(), certificate);

        assertThat(fault.number()).isEqualTo("MAIL-0411");
        assertThat(fault.place()).isEqualTo("bob@example.net");
        assertThat(fault.text())
                .startsWith("the certificate "
                        + certificate.getSerialNumber().toString(16).toUpperCase())
                .contains(words)
                .endsWith("; ask the recipient for a certificate that mail can be encrypted to");
    }

    @Test
    void se2TakesX25519ThatIsMadeForIt() {
        X509Certificate x25519 = X25519Correspondent.of(directory, "x", "bob@example.net", "keyAgreement")
                .x509();

        assertThat(find(x25519).ofRecipients()).isEqualTo(Map.of(BOB, x25519));
        assertThat(warnings).isEmpty();
    }

    @Test
    void se2RefusesX25519ThatIsMadeForOtherThings() {
        X509Certificate x25519 = X25519Correspondent.of(directory, "y", "bob@example.net", "digitalSignature")
                .x509();

        assertThat(refused(Instant.now(), x25519).text()).contains("is made for key usage digitalSignature");
    }

    @Test
    void se2TakesACertificateThatLimitsNothing() {
        X509Certificate any =
                made("any", Kind.RSA, Kind.RSA.usage(), "-addext", "extendedKeyUsage=anyExtendedKeyUsage");

        assertThat(find(any).ofRecipients()).containsValue(any);
    }

    @Test
    void se6RefusesACertificateOutsideOfItsTime() {
        Instant end = bob.getNotAfter().toInstant();
        Instant start = bob.getNotBefore().toInstant();

        assertThat(refused(end.plusSeconds(1), bob).toString())
                .startsWith("MAIL-0411 bob@example.net: ")
                .contains("ended at " + end);
        assertThat(refused(start.minusSeconds(1), bob).text()).contains("is not valid before " + start);
        assertThat(find(end, false, address -> List.of(bob)).ofRecipients()).containsValue(bob);
        assertThat(find(start, false, address -> List.of(bob)).ofRecipients()).containsValue(bob);
    }

    @Test
    void takesTheUsableOneThatEndsLast() {
        X509Certificate shorter = made("shorter", Kind.RSA, Kind.RSA.usage(), "-days", "30");
        X509Certificate longer = made("longer", Kind.P_256, Kind.P_256.usage(), "-days", "90");
        X509Certificate longestButUnfit = made("unfit", Kind.RSA, "digitalSignature", "-days", "365");

        assertThat(find(shorter, longestButUnfit, longer, bob).ofRecipients()).isEqualTo(Map.of(BOB, longer));
        Instant later = longer.getNotAfter().toInstant().plus(Duration.ofDays(1));
        assertThat(refused(later, shorter, longer).text()).contains("ended at").contains("; the certificate ");
    }

    @Test
    void se6TellsOfAllRecipientsAtOnce() {
        EmailAddress carol = EmailAddress.of("carol@example.net");
        EmailAddress dave = EmailAddress.of("dave@example.net");
        X509Certificate unfit = made("unfit", Kind.RSA, "digitalSignature");
        CertificateSearch search = new CertificateSearch(
                address -> address.equals(BOB) ? List.of(bob) : address.equals(dave) ? List.of(unfit) : List.of(),
                settings(true),
                Clock.systemUTC());

        EncryptionFailed failure = catchThrowableOfType(
                EncryptionFailed.class, () -> search.find(List.of(carol, BOB, dave), SHOP, warnings::add));

        assertThat(failure.faults())
                .extracting(Fault::number, Fault::place)
                .containsExactly(tuple("MAIL-0410", "carol@example.net"), tuple("MAIL-0411", "dave@example.net"));
        assertThat(failure)
                .hasMessageStartingWith("MAIL-0410 carol@example.net: there is no certificate to encrypt to;");
    }

    @Test
    void se6SearchThatFailsStopsTheMailForNow() {
        RuntimeException down = new IllegalStateException("ldap.example.com is down");
        EncryptionFailed failure = catchThrowableOfType(
                EncryptionFailed.class,
                () -> find(Instant.now(), false, address -> {
                    throw down;
                }));

        assertThat(failure).hasCause(down).hasMessageStartingWith("MAIL-0412 bob@example.net: ");
        assertThat(failure.getMessage()).doesNotContain("ldap");
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void warnsOfACertificateOfSomebodyElse() {
        X509Certificate others = Correspondent.of(directory, "others", "others@example.net", Kind.RSA)
                .x509();

        assertThat(find(others).ofRecipients()).isEqualTo(Map.of(BOB, others));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("does not carry the address of the recipient")
                .doesNotContain("bob", "others");
    }

    @Test
    void se3SenderIsAReaderOfEveryCopy() {
        FoundCertificates found = find(Instant.now(), true, address -> List.of(address.equals(BOB) ? bob : shop));

        assertThat(found.readers(List.of(BOB)).certificates()).containsExactly(bob, shop);
        assertThat(found.readers(List.of(BOB))).hasToString("2 readers");
    }

    @Test
    void se3WarnsASenderWithoutAUsableCertificate() {
        X509Certificate unfit = made("unfit", Kind.RSA, "digitalSignature");

        FoundCertificates found = find(Instant.now(), true, address -> List.of(address.equals(BOB) ? bob : unfit));

        assertThat(found.readers(List.of(BOB)).certificates()).containsExactly(bob);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the sender cannot open this mail: the certificate ")
                .endsWith("is made for key usage digitalSignature");
    }
}
