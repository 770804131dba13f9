package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.encryption.ContentCipher;
import org.qdmail.encryption.EncryptionSettings;
import org.qdmail.encryption.RsaPadding;
import org.qdmail.mime.OuterSubject;

class EncryptionSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void strongAlgorithmsAreTheDefault() {
        assertThat(Given.relay().mailer().encryption())
                .isEqualTo(new EncryptionSettings(
                        Optional.empty(), ContentCipher.AES_256_GCM, RsaPadding.OAEP, true, OuterSubject.VISIBLE));
    }

    @Test
    void everyKeyCounts() throws IOException {
        Path partners = Files.createDirectory(directory.resolve("partners"));

        assertThat(Given.relay("qdmail.path.certificates", directory.toString(), "qdmail.encrypt.directory", "partners")
                        .and("qdmail.encrypt.cipher", "aes-128-cbc", "qdmail.encrypt.rsa", "pkcs1")
                        .and("qdmail.encrypt.to-sender", "false", "qdmail.encrypt.subject", "hidden")
                        .mailer()
                        .encryption())
                .isEqualTo(new EncryptionSettings(
                        Optional.of(partners),
                        ContentCipher.AES_128_CBC,
                        RsaPadding.PKCS1,
                        false,
                        OuterSubject.HIDDEN));
    }

    @Test
    void namedMailerTakesOverWhatItDoesNotSay() {
        EncryptionSettings named = Given.relay("qdmail.encrypt.cipher", "aes-256-cbc")
                .and("qdmail.mailer.billing.smtp.host", "billing.example.com")
                .and("qdmail.mailer.billing.encrypt.subject", "hidden")
                .settings()
                .mailers()
                .get("billing")
                .encryption();

        assertThat(named.cipher()).isEqualTo(ContentCipher.AES_256_CBC);
        assertThat(named.subject()).isEqualTo(OuterSubject.HIDDEN);
    }

    @Test
    void weakCiphersHaveNoName() {
        assertThat(Given.relay("qdmail.encrypt.cipher", "des-ede3-cbc").faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1002 qdmail.encrypt.cipher=\"des-ede3-cbc\"")
                .contains("not one of aes-256-gcm, aes-256-cbc, aes-128-cbc");
    }

    @Test
    void directoryThatIsMissingOrNoneIsTold() throws IOException {
        Path file = Files.createFile(directory.resolve("bob.pem"));

        assertThat(Given.relay(
                                "qdmail.encrypt.directory",
                                directory.resolve("gone").toString())
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1004 qdmail.encrypt.directory=\"")
                .contains("does not exist");
        assertThat(Given.relay("qdmail.encrypt.directory", file.toString()).faults())
                .singleElement()
                .asString()
                .contains("is not a directory");
    }

    @Test
    void relativeDirectoryMayNotLeadOutOfThatOfCertificates() throws IOException {
        Path certificates = Files.createDirectory(directory.resolve("certificates"));
        Files.createSymbolicLink(certificates.resolve("partners"), Files.createDirectory(directory.resolve("other")));

        assertThat(Given.relay("qdmail.path.certificates", certificates.toString())
                        .and("qdmail.encrypt.directory", "partners")
                        .faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1004 qdmail.encrypt.directory=\"partners\"");
    }
}
