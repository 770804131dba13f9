package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Secret;
import org.qdmail.signing.CertificateMaker.Issued;

class PemIdentityTest {
    private static final String PASSWORD = "S3CR3T-of-the-key";
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final Issued ALICE = leaf().by(ROOT);
    private static final Issued EC =
            leaf().keys(CertificateMaker.ec("secp256r1")).by(ROOT);

    @TempDir
    Path directory;

    private Openssl openssl;

    @BeforeEach
    void writePair() {
        openssl = new Openssl(directory);
        ALICE.certificateFile(directory);
        ALICE.keyFile(directory);
    }

    @Test
    void qd22ReadsAPairWhoseKeyIsInClear() {
        assertThat(loaded().subject()).contains("CN=Alice");
        assertThat(loaded().addresses()).containsExactly("alice@example.com");
        assertThat(loaded().warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs8 -topk8 -v2 aes-256-cbc",
                "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA1",
                "pkcs8 -topk8 -v1 PBE-SHA1-3DES",
                "pkcs8 -topk8 -scrypt",
                "rsa -aes256 -traditional"
            })
    void sm18ReadsKeysThatAreEncrypted(String command) {
        encrypted(command);

        assertThat(SigningIdentity.load(pairWith(PASSWORD), SignedMails.at(CertificateMaker.NOW))
                        .subject())
                .contains("Alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8 -topk8 -v2 aes-256-cbc", "rsa -aes256 -traditional"})
    void sm18RefusesAWrongPasswordWithoutShowingIt(String command) {
        encrypted(command);

        Refusals.of(pairWith("S3CR3T-wrong"), "MAIL-0402", "qdmail.sign.password", "does not open", "private.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8 -topk8 -v2 aes-256-cbc", "rsa -aes256 -traditional"})
    void sm18AsksForAPasswordThatIsMissing(String command) {
        encrypted(command);

        Refusals.of(pair(), "MAIL-0402", "qdmail.sign.password", "no password is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa -traditional", "pkcs8 -topk8 -nocrypt"})
    void sm18ReadsPkcs1AndPkcs8(String command) {
        openssl("%s -in private.pem -out other.pem".formatted(command));
        move("other.pem", "private.pem");

        assertThat(loaded().subject()).contains("Alice");
    }

    @Test
    void sm18ReadsAnEcKeyBehindItsParameters() {
        EC.certificateFile(directory);
        openssl("ecparam -name prime256v1 -out parameters.pem");
        EC.keyFile(directory);
        openssl("ec -in private.pem -out other.pem");
        CertificateMaker.write(directory.resolve("private.pem"), content("parameters.pem") + content("other.pem"));

        assertThat(content("private.pem")).contains("EC PARAMETERS", "EC PRIVATE KEY");
        assertThat(loaded().subject()).contains("Alice");
    }

    @Test
    void readsKeyAndCertificateFromOneFile() {
        Path file = CertificateMaker.write(
                directory.resolve("both.pem"),
                content("private.pem") + "Bag Attributes\n    friendlyName: x\n" + content("cert.pem"));

        IdentitySettings settings = Settings.of(file, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(SigningIdentity.load(settings, SignedMails.at(CertificateMaker.NOW))
                        .subject())
                .contains("Alice");
    }

    @Test
    void readsAFileWithByteOrderMarkAndCrlf() throws IOException {
        Files.writeString(
                directory.resolve("cert.pem"),
                "\uFEFF" + content("cert.pem").replace("\n", "\r\n"),
                StandardCharsets.UTF_8);

        assertThat(loaded().subject()).contains("Alice");
    }

    @Test
    void refusesAFileThatIsMissing() {
        move("cert.pem", "elsewhere.pem");

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.certificate-file", "cert.pem", "cannot be read");
    }

    @Test
    void refusesADirectory() {
        IdentitySettings settings = IdentitySettings.pair("legal", directory.resolve("cert.pem"), directory);

        Refusals.of(settings, "MAIL-0401", "qdmail.sign.legal.private-key-file", "cannot be read");
    }

    @Test
    void secK3RefusesAFileOfMoreThanOneMebibyte() {
        CertificateMaker.write(directory.resolve("cert.pem"), content("cert.pem") + "x".repeat(1024 * 1024));

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.certificate-file", "1048576");
    }

    @Test
    void refusesFilesInTheWrongPlaces() {
        CertificateMaker.write(directory.resolve("cert.pem"), content("private.pem"));

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.certificate-file", "no readable certificate");
    }

    @Test
    void refusesAKeyFileWithoutKey() {
        CertificateMaker.write(directory.resolve("private.pem"), content("cert.pem"));

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.private-key-file", "no readable private key");
    }

    @Test
    void refusesAKeyFileWithTwoKeys() {
        CertificateMaker.write(directory.resolve("private.pem"), content("private.pem") + content("private.pem"));

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.private-key-file", "more than one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB\n"
            })
    void w8RefusesAFileThatIsHalfWritten(String text) {
        CertificateMaker.write(directory.resolve("cert.pem"), text);

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.certificate-file", "cert.pem");
    }

    @Test
    void secK3RefusesAKeyThatAsksForTooManyIterations() {
        CertificateMaker.write(directory.resolve("private.pem"), HostileKeys.pkcs8(10_000_001));

        Refusals.of(pairWith(PASSWORD), "MAIL-0401", "qdmail.sign.private-key-file", "10000000 iterations");
    }

    @Test
    void secK3RefusesAKeyThatAsksForTooMuchMemory() {
        openssl("pkcs8 -topk8 -scrypt -scrypt_p 8 -in private.pem -out other.pem -passout pass:" + PASSWORD);
        move("other.pem", "private.pem");

        Refusals.of(pairWith(PASSWORD), "MAIL-0401", "qdmail.sign.private-key-file", "more work");
    }

    @Test
    void secK1WarnsOfAKeyThatOthersCanRead() throws IOException {
        Refusals.mode(directory.resolve("private.pem"), "rw-r--r--");

        assertThat(loaded().warnings()).singleElement().asString().contains("private.pem", "0600");
    }

    @Test
    void secK1RefusesAKeyInsideADeployment() throws IOException {
        Path inside = Files.createDirectories(directory.resolve("shop.war/WEB-INF/classes"));
        ALICE.certificateFile(inside);
        ALICE.keyFile(inside);

        Refusals.of(
                IdentitySettings.pair("", inside.resolve("cert.pem"), inside.resolve("private.pem")),
                "MAIL-0401",
                "qdmail.sign.certificate-file",
                "deployed application");
    }

    @Test
    void secK1LooksThroughLinksIntoADeployment() throws IOException {
        Path inside = Files.createDirectories(directory.resolve("META-INF"));
        ALICE.certificateFile(inside);
        Files.delete(directory.resolve("cert.pem"));
        Files.createSymbolicLink(directory.resolve("cert.pem"), inside.resolve("cert.pem"));

        Refusals.of(pair(), "MAIL-0401", "qdmail.sign.certificate-file", "deployed application");
    }

    private SigningIdentity loaded() {
        return SigningIdentity.load(pair(), SignedMails.at(CertificateMaker.NOW));
    }

    private IdentitySettings pair() {
        return IdentitySettings.pair("", directory.resolve("cert.pem"), directory.resolve("private.pem"));
    }

    private IdentitySettings pairWith(String password) {
        return Settings.of(
                directory.resolve("cert.pem"),
                Optional.of(directory.resolve("private.pem")),
                Optional.of(Secret.of(password)),
                Optional.empty());
    }

    private void encrypted(String command) {
        openssl(command + " -in private.pem -out other.pem -passout pass:" + PASSWORD);
        move("other.pem", "private.pem");
        assertThat(content("private.pem")).contains("ENCRYPTED");
    }

    private void openssl(String command) {
        Openssl.Result result = openssl.run(command.split(" ", -1));
        assertThat(result.code()).as(result.output()).isZero();
    }

    private String content(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void move(String from, String to) {
        CertificateMaker.write(directory.resolve(to), content(from));
        directory.resolve(from).toFile().delete();
    }
}
