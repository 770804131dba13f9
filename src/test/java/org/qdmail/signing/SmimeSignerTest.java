package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;
import static org.qdmail.signing.CertificateMaker.pem;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.signing.CertificateMaker.Issued;
import org.qdmail.signing.Openssl.Result;

class SmimeSignerTest {
    private static final Issued ROOT = authority("Root").selfSigned();

    @TempDir
    Path directory;

    private Openssl openssl;

    @BeforeEach
    void openssl() {
        openssl = new Openssl(directory);
    }

    @Test
    void sm9SignsWithRsaSoThatOpensslVerifies() {
        SigningIdentity identity = SignedMails.identity(directory, leaf().by(ROOT));

        Result result =
                openssl.verify(SignedMails.mail(identity, SignedMails.text("Hello\r\n")), pem(ROOT.certificate()));

        assertThat(result.output()).contains("CMS Verification successful");
        assertThat(result.code()).isZero();
        assertThat(new String(openssl.verifiedContent(), StandardCharsets.US_ASCII))
                .endsWith("\r\n\r\nHello\r\n");
    }

    @Test
    void sm9SignsWithP256SoThatOpensslVerifies() {
        SigningIdentity identity = SignedMails.identity(
                directory, leaf().keys(CertificateMaker.ec("secp256r1")).by(ROOT));

        Result result =
                openssl.verify(SignedMails.mail(identity, SignedMails.text("Hello\r\n")), pem(ROOT.certificate()));

        assertThat(result.output()).contains("CMS Verification successful");
        assertThat(result.code()).isZero();
    }
}
