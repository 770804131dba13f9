// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.Secret;
import org.qdmail.keys.LegacyCiphers;
import org.qdmail.signing.DemoIdentity;
import org.qdmail.signing.IdentitySettings;
import org.qdmail.signing.IdentitySettings.FromMismatch;
import org.qdmail.signing.SigningAlgorithm;

/** Files and directories that keys name, and the identities that they make. */
class FilesTest {
    private static final String AT = " (microprofile-config.properties, 100): ";

    @TempDir
    private Path directory;

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "x");
    }

    private Given given(String... keysAndValues) {
        return Given.relay(keysAndValues).certificatesIn(directory);
    }

    @Test
    void missingCertificateOfAnAnnotationIsTold() {
        assertThat(given().identitiesInCode("").faults())
                .containsExactly(
                        "MAIL-1004 qdmail.sign.certificate-file (default): " + directory
                                + "/cert.pem does not exist, but @Signed is used. Set it or qdmail.path.certificates.",
                        "MAIL-1004 qdmail.sign.private-key-file (default): " + directory
                                + "/private.pem does not exist, but @Signed is used. Set it or"
                                + " qdmail.path.certificates.");
    }

    @Test
    void missingCertificateOfADefaultIsTold() {
        assertThat(given("qdmail.defaults.signed", "true").faults())
                .hasSize(2)
                .first()
                .asString()
                .endsWith("/cert.pem does not exist, but qdmail.defaults.signed is true. Set it or"
                        + " qdmail.path.certificates.");
    }

    @Test
    void missingCertificateThatIsNamedIsTold() throws IOException {
        file("private.pem");

        assertThat(given("qdmail.sign.certificate-file", "shop.pem").faults())
                .containsExactly("MAIL-1004 qdmail.sign.certificate-file=\"shop.pem\"" + AT + directory
                        + "/shop.pem does not exist. Create it, or correct the key.");
    }

    @Test
    void unnamedIdentityThatNobodyNeedsMayBeMissing() {
        assertThat(given().settings().identities()).isEmpty();
    }

    @Test
    void unnamedIdentityIsThereWhenItsFilesAreAtTheDefaultPlace() throws IOException {
        Path certificate = file("cert.pem");
        Path key = file("private.pem");

        assertThat(given().settings().identities())
                .containsExactlyEntriesOf(java.util.Map.of("", IdentitySettings.pair("", certificate, key)));
    }

    @Test
    void pkcs12BringsItsKey() throws IOException {
        Path file = file("legal.p12");

        IdentitySettings identity = given("qdmail.sign.legal.certificate-file", "legal.p12")
                .and("qdmail.sign.legal.alias", "first", "qdmail.sign.legal.from", "legal@example.com,example.org")
                .and("qdmail.sign.legal.from-mismatch", "warn", "qdmail.sign.legal.self-check", "true")
                .and("qdmail.sign.expiry-warning", "P7D", "qdmail.sign.algorithm", "rsa-sha256")
                .settings()
                .identities()
                .get("legal");

        assertThat(identity.certificateFile()).isEqualTo(file);
        assertThat(identity.privateKeyFile()).isEqualTo(Optional.empty());
        assertThat(identity.alias()).contains("first");
        assertThat(identity.from()).extracting(Object::toString).containsExactly("legal@example.com", "example.org");
        assertThat(identity.fromMismatch()).isEqualTo(FromMismatch.WARN);
        assertThat(identity.selfCheck()).isTrue();
        assertThat(identity.expiryWarning()).isEqualTo(Duration.ofDays(7));
        assertThat(identity.algorithm()).isEqualTo(SigningAlgorithm.RSA_SHA256);
    }

    @Test
    void passwordOfAnIdentityStaysInItsFile() throws IOException {
        file("legal.p12");
        Path password = file("legal-password");
        Files.writeString(password, "first\n");

        IdentitySettings identity = given("qdmail.sign.legal.certificate-file", "legal.p12")
                .and("qdmail.sign.legal.password-file", "legal-password", "qdmail.sign.legal.legacy-ciphers", "true")
                .settings()
                .identities()
                .get("legal");
        Files.writeString(password, "second\n");

        assertThat(identity.password().orElseThrow().file()).contains(password);
        assertThat(identity.password().orElseThrow().read("")).isEqualTo(Secret.of("second"));
        assertThat(identity.legacyCiphers()).isEqualTo(LegacyCiphers.READ);
        assertThat(identity).asString().doesNotContain("first").doesNotContain("second");
    }

    @Test
    void namedIdentityTakesNeitherKeyNorSendersFromTheUnnamedOne() throws IOException {
        file("legal.pem");

        IdentitySettings identity = given("qdmail.sign.legal.certificate-file", "legal.pem")
                .and("qdmail.sign.from", "shop@example.com", "qdmail.sign.from-mismatch", "warn")
                .and("qdmail.sign.certificate-file", file("cert.pem").toString())
                .and("qdmail.sign.private-key-file", file("private.pem").toString())
                .settings()
                .identities()
                .get("legal");

        assertThat(identity.privateKeyFile()).isEqualTo(Optional.empty());
        assertThat(identity.from()).isEqualTo(List.of());
        assertThat(identity.fromMismatch()).isEqualTo(FromMismatch.FAIL);
    }

    @Test
    void keyFileBesidePkcs12IsAFault() throws IOException {
        file("shop.p12");

        assertThat(given("qdmail.sign.certificate-file", "shop.p12", "qdmail.sign.private-key-file", "k.pem")
                        .faults())
                .containsExactly(
                        "MAIL-1005 qdmail.sign.private-key-file=\"k.pem\"" + AT
                                + "a PKCS#12 file (.pfx, .p12) or a device (.cfg) brings its private key along. Remove this key.");
    }

    @Test
    void aliasOfPemIsAFault() throws IOException {
        file("cert.pem");
        file("private.pem");

        assertThat(given("qdmail.sign.alias", "first").faults())
                .containsExactly("MAIL-1005 qdmail.sign.alias" + AT
                        + "it is for a PKCS#12 file (.pfx, .p12) or a device (.cfg) only. Remove it, or name one.");
    }

    @Test
    void receiptsWithoutASecretAreAWarningInProduction() {
        String warning = "receipts are used without qdmail.receipt.secret: reports that come after a restart, or on"
                + " another node, will not be trusted. Set it.";

        assertThat(Given.relay().receiptsInCode().settings().warnings()).containsExactly(warning);
        assertThat(Given.relay("qdmail.defaults.receipt", "delivery").settings().warnings())
                .containsExactly(warning);
        assertThat(Given.relay("mp.config.profile", "test")
                        .receiptsInCode()
                        .settings()
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../cert.pem",
                "a/../../cert.pem",
                "..",
                "..\\cert.pem",
                "file:/etc/cert.pem",
                "http://example.com/cert.pem",
                "//server/share/cert.pem",
                "\\\\server\\share\\cert.pem",
                "%2e%2e/cert.pem",
                "a/%2E%2E/cert.pem",
                "cert.pem\0"
            })
    void secK2NameThatCouldLeaveTheDirectoryIsRefused(String name) {
        assertThat(given("qdmail.sign.certificate-file", name, "qdmail.sign.private-key-file", "private.pem")
                        .faults())
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("MAIL-1004 qdmail.sign.certificate-file=\"")
                        .endsWith(
                                "not the name of a file. Name one inside qdmail.path.certificates, or an absolute one;"
                                        + " without \"..\", escapes, URL or network path."));
    }

    @Test
    void secK2LinkOutOfTheDirectoryIsRefused(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.writeString(elsewhere.resolve("cert.pem"), "x");
        Files.createSymbolicLink(directory.resolve("cert.pem"), outside);
        file("private.pem");

        assertThat(given().faults())
                .containsExactly("MAIL-1004 qdmail.sign.certificate-file (default): it leads out of"
                        + " qdmail.path.certificates. Put the file there, or name it absolutely.");
    }

    @Test
    void linkInsideTheDirectoryIsFollowed() throws IOException {
        file("private.pem");
        Files.createDirectory(directory.resolve("..data"));
        file("..data/cert.pem");
        Files.createSymbolicLink(directory.resolve("cert.pem"), Path.of("..data/cert.pem"));

        assertThat(given().settings().identities()).containsOnlyKeys("");
    }

    @Test
    void directoryOfCertificatesIsAbsolute() {
        assertThat(Given.relay("qdmail.path.certificates", "conf/cert").faults())
                .containsExactly("MAIL-1004 qdmail.path.certificates=\"conf/cert\"" + AT
                        + "not an absolute directory. A relative one would be another place on every server.");
    }

    @Test
    void directoryOfCertificatesWithSlashIsTheSame() throws IOException {
        file("cert.pem");
        file("private.pem");

        assertThat(Given.relay("qdmail.path.certificates", directory + "/")
                        .settings()
                        .identities()
                        .get("")
                        .certificateFile())
                .isEqualTo(directory.resolve("cert.pem"));
    }

    @Test
    void w1MissingSpoolDirectoryIsTold() {
        Path missing = directory.resolve("m");

        assertThat(Given.relay("qdmail.path.temp", missing.toString()).faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1004 qdmail.path.temp=\"")
                .endsWith(AT + missing + " does not exist. Create it, or correct the key.");
    }

    @Test
    void w1SpoolDirectoryThatIsAFileIsTold() throws IOException {
        Path file = file("f");

        assertThat(Given.relay("qdmail.path.temp", file.toString()).faults())
                .singleElement()
                .asString()
                .endsWith(AT + file + " is not a directory. Name a directory that exists.");
    }

    @Test
    void certificatesOfATrustFileAreTrusted() throws IOException {
        DemoIdentity.write(directory, EmailAddress.of("ca@example.com"), Clock.systemUTC());

        assertThat(given("qdmail.smtp.trust-file", "cert.pem")
                        .mailer()
                        .route()
                        .relay()
                        .orElseThrow()
                        .trust()
                        .further())
                .singleElement()
                .satisfies(certificate -> assertThat(
                                certificate.getSubjectX500Principal().getName())
                        .contains("CN=Qdmail demo"));
    }

    @Test
    void trustFileWithoutCertificatesIsTold() throws IOException {
        file("ca.pem");
        file("ca.p12");

        assertThat(given("qdmail.smtp.trust-file", "ca.pem").faults())
                .containsExactly("MAIL-1004 qdmail.smtp.trust-file=\"ca.pem\"" + AT
                        + "no certificates in PEM or PKCS#12 form can be read from the file. Name another file, or set"
                        + " the right password for it.");
        assertThat(given("qdmail.smtp.trust-file", "ca.p12").faults()).hasSize(1);
    }
}
