package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.address.EmailAddress;

class DemoIdentityTest {
    private static final EmailAddress ALICE = EmailAddress.of("alice@example.com");

    @TempDir
    Path directory;

    @Test
    void makesAnIdentityThatSignsSoThatOpensslVerifies() throws IOException {
        Path certificates = directory.resolve("new/certs");

        assertThat(DemoIdentity.write(certificates, ALICE, SignedMails.at(CertificateMaker.NOW)))
                .isTrue();

        SigningIdentity identity = load(certificates);
        assertThat(identity.addresses()).containsExactly("alice@example.com");
        Openssl.Result result = new Openssl(directory)
                .verify(
                        SignedMails.mail(identity, SignedMails.text("Hello\r\n")),
                        Files.readString(certificates.resolve("cert.pem")));
        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void qd30WarnsThatASelfSignedCertificateIsNotTrusted() throws IOException {
        DemoIdentity.write(directory, ALICE, SignedMails.at(CertificateMaker.NOW));

        assertThat(load(directory).warnings())
                .singleElement()
                .asString()
                .contains(directory.resolve("cert.pem").toString(), "self-signed");
    }

    @Test
    void secK1LetsTheOwnerAloneReadTheKey() throws IOException {
        DemoIdentity.write(directory, ALICE, SignedMails.at(CertificateMaker.NOW));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("private.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesFilesThatExistAlone() throws IOException {
        Files.writeString(directory.resolve("private.pem"), "mine", StandardCharsets.US_ASCII);

        assertThat(DemoIdentity.write(directory, ALICE, SignedMails.at(CertificateMaker.NOW)))
                .isFalse();

        assertThat(directory.resolve("private.pem")).hasContent("mine");
        assertThat(directory.resolve("cert.pem")).doesNotExist();
    }

    private static SigningIdentity load(Path certificates) {
        return SigningIdentity.load(
                IdentitySettings.pair("", certificates.resolve("cert.pem"), certificates.resolve("private.pem")),
                SignedMails.at(CertificateMaker.NOW));
    }
}
