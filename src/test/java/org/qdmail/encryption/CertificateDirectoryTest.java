package org.qdmail.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.address.EmailAddress;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.signing.Openssl;

class CertificateDirectoryTest {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.net");
    private static final EmailAddress CAROL = EmailAddress.of("carol@example.net");

    @TempDir
    Path directory;

    private Path certificates;
    private X509Certificate bob;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void bob() {
        bob = correspondent("bob", "bob@example.net");
        certificates = directory.resolve("certificates");
    }

    private X509Certificate correspondent(String name, String address) {
        return Correspondent.of(directory, name, address, Kind.P_256).x509();
    }

    private CertificateDirectory open() {
        return CertificateDirectory.open(certificates, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    @Test
    void readsPemAndDerUnderEveryEnding() throws IOException, CertificateEncodingException {
        byte[] der = bob.getEncoded();
        Path pem = certificates.resolve("bob.pem");
        for (String name : List.of("a.cer", "b.crt", "c.der", "d.CER")) Files.write(certificates.resolve(name), der);
        for (String name : List.of("e.cer", "f.crt", "g.der", "h.PEM")) Files.copy(pem, certificates.resolve(name));
        Files.writeString(certificates.resolve("notes.txt"), "not looked at");
        Files.copy(pem, certificates.resolve("other.p7b"));

        CertificateDirectory read = open();

        assertThat(read.of(BOB)).hasSize(9).containsOnly(bob);
        assertThat(read.of(CAROL)).isEmpty();
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void readsSeveralCertificatesOfOneFileAndWhatPeopleWriteBesideThem() throws IOException {
        X509Certificate carol = correspondent("carol", "carol@example.net");
        String all = "Certificates of our partners\r\n" + Files.readString(certificates.resolve("bob.pem"))
                + "subject=CN = carol\n" + Files.readString(certificates.resolve("carol.pem"));
        Files.delete(certificates.resolve("bob.pem"));
        Files.delete(certificates.resolve("carol.pem"));
        Files.writeString(certificates.resolve("partners.pem"), all);

        assertThat(open().of(BOB)).containsExactly(bob);
        assertThat(open().of(CAROL)).containsExactly(carol);
    }

    @Test
    void sm14ComparesAddressesAsSigningDoes() {
        X509Certificate dora = correspondent("dora", "Dora.X@EXAMPLE.com");

        CertificateDirectory read = open();

        assertThat(read.of(EmailAddress.of("dora.x@example.COM"))).containsExactly(dora);
        assertThat(read.of(EmailAddress.of("DORA.X@example.com"))).containsExactly(dora);
        assertThat(read.of(EmailAddress.of("\"dora.x\"@example.com"))).containsExactly(dora);
        assertThat(read.of(EmailAddress.of("dora@example.com"))).isEmpty();
        assertThat(read.of(EmailAddress.NONE)).isEmpty();
    }

    @Test
    void findsACertificateByEachOfItsAddresses() {
        X509Certificate both = correspondent("both", "carol@example.net,email:bob@example.net");

        assertThat(open().of(CAROL)).containsExactly(both);
        assertThat(open().of(BOB)).containsExactlyInAnyOrder(bob, both);
    }

    @Test
    void brokenFileIsAWarningWithItsNameAndHindersNobody() throws IOException {
        Files.writeString(
                certificates.resolve("a.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Files.writeString(certificates.resolve("b.pem"), "");
        Files.write(certificates.resolve("c.cer"), new byte[] {0x30, 3, 1, 1, 1});
        Files.write(certificates.resolve("d.der"), new byte[2_000_000]);
        Files.createDirectory(certificates.resolve("e.pem"));
        Files.createSymbolicLink(certificates.resolve("f.pem"), certificates.resolve("gone"));

        CertificateDirectory read = open();

        assertThat(read.of(BOB)).containsExactly(bob);
        assertThat(read.warnings()).hasSize(6).allSatisfy(warning -> assertThat(warning)
                .startsWith("MAIL-0401 qdmail.encrypt.directory: ")
                .contains(certificates.toString()));
        for (int file = 0; file < 6; file++) {
            assertThat(read.warnings().get(file)).contains("/" + (char) ('a' + file) + '.');
        }
    }

    /** Neither stops others: names that nobody can read, and another kind of name (RFC 9598). */
    @Test
    void namesOfAllKindsAreRead() {
        for (String name : List.of("DER:30:04:A0:02:05:00", "DER:30:02:A0:00", "DER:05:00", "URI:x,DNS:example.net")) {
            Openssl.Result made = new Openssl(directory)
                    .start(
                            "bash",
                            "-ec",
                            "openssl req -x509 -key bob.key -subj /CN=x -addext subjectAltName=" + name
                                    + " -out certificates/odd-$RANDOM.pem");
            assertThat(made.code()).as(made.output()).isZero();
        }
        X509Certificate hanako =
                correspondent("hanako", "h@example.net,otherName:1.3.6.1.5.5.7.8.9;UTF8:hanako@example.jp");

        CertificateDirectory read = open();

        assertThat(read.of(BOB)).containsExactly(bob);
        assertThat(read.of(EmailAddress.of("hanako@example.jp"))).containsExactly(hanako);
    }

    @Test
    void filesThatComeChangeAndGoAreNoticedASecondLater() throws IOException {
        CertificateDirectory read = open();
        X509Certificate carol = correspondent("carol", "carol@example.net");
        assertThat(read.of(CAROL)).isEmpty();

        now = now.plusMillis(999);
        assertThat(read.of(CAROL)).isEmpty();
        now = now.plusMillis(1);
        assertThat(read.of(CAROL)).containsExactly(carol);

        X509Certificate next = correspondent("next", "bob@example.net");
        Files.move(
                certificates.resolve("next.pem"), certificates.resolve("bob.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(certificates.resolve("carol.pem"));
        now = now.plusSeconds(1);
        assertThat(read.of(BOB)).containsExactly(next);
        assertThat(read.of(CAROL)).isEmpty();

        Files.write(certificates.resolve("bob.pem"), "half".getBytes(US_ASCII));
        now = now.plusSeconds(1);
        assertThat(read.of(BOB)).isEmpty();
        assertThat(read.warnings()).hasSize(1);
    }

    /** Somebody's mistake with the directory must not stop mail that can be encrypted. */
    @Test
    void directoryThatIsGoneChangesNothing() throws IOException {
        CertificateDirectory read = open();
        Files.move(certificates, directory.resolve("moved"));
        now = now.plusSeconds(1);

        assertThat(read.of(BOB)).containsExactly(bob);
    }

    @Test
    void secK1RefusesFilesInsideOfADeployment() throws IOException {
        Path deployed = Files.createDirectories(directory.resolve("shop.war/WEB-INF"));
        Files.copy(certificates.resolve("bob.pem"), deployed.resolve("bob.pem"));
        certificates = deployed;

        CertificateDirectory read = open();

        assertThat(read.of(BOB)).isEmpty();
        assertThat(read.warnings()).singleElement().asString().contains("lies inside a deployed application");
    }
}
