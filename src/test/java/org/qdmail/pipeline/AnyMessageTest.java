// SPDX-License-Identifier: Apache-2.0
package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.RenderedMail;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.signing.Openssl;
import org.qdmail.signing.PlainVerifier;

/** Whatever a message holds, its signature survives line ends, dots and chunks. */
class AnyMessageTest {
    private static final long SEED = 20260301;
    private static final int MESSAGES = 100;
    private static final int FOR_OPENSSL = 10;

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeKeys() {
        KeyPairs.rsa(directory, "shop", "shop@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "detached, envelope, DATA",
        "detached, bdat, BDAT",
        "opaque, envelope, DATA",
        "opaque, bdat, BDAT",
    })
    void sm4SignatureOfAnyMessageVerifiesBehindTheWire(
            String format, String pipelining, String verb, TestReporter reporter) throws Exception {
        reporter.publishEntry("seed", String.valueOf(SEED));
        RandomMessages messages = new RandomMessages(SEED);
        try (OnTheWire wire = new OnTheWire(
                "qdmail.path.certificates",
                directory.toString(),
                "qdmail.sign.certificate-file",
                "shop-cert.pem",
                "qdmail.sign.private-key-file",
                "shop-private.pem",
                "qdmail.sign.format",
                format,
                "qdmail.defaults.signed",
                "true",
                "qdmail.smtp.pipelining",
                pipelining)) {
            for (int number = 0; number < MESSAGES; number++) {
                String which = "message " + number + " of seed " + SEED;
                ByteArrayOutputStream rendered = new ByteArrayOutputStream();
                try (RenderedMail mail = wire.mail.render(messages.next())) {
                    mail.writeTo(rendered);
                    assertThat(wire.mail.send(mail).isAllAccepted()).as(which).isTrue();
                }
                ReceivedMail received = wire.one();
                wire.mailbox.clear();

                assertThat(received.dialogue()).as(which).anyMatch(line -> line.startsWith("> " + verb));
                assertThat(received.octets()).as(which).isEqualTo(rendered.toByteArray());
                assertThat(verifies(format, received.octets())).as(which).isTrue();
                if (number < FOR_OPENSSL) opensslVerifies(received.octets(), which);
            }
        }
    }

    private static boolean verifies(String format, byte[] mail) throws Exception {
        return format.equals("opaque") ? PlainVerifier.verifiesOpaque(mail) : PlainVerifier.verifies(mail);
    }

    private static void opensslVerifies(byte[] mail, String which) throws IOException {
        Files.write(directory.resolve("mail.eml"), mail);
        Openssl.Result result = new Openssl(directory)
                .run("cms", "-verify", "-in", "mail.eml", "-CAfile", "shop-cert.pem", "-out", "part.bin");
        assertThat(result.code()).as(which + ": " + result.output()).isZero();
    }
}
