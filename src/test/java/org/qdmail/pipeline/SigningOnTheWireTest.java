package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.SigningFailed;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.DemoIdentity;
import org.qdmail.signing.Openssl;
import org.qdmail.signing.SignatureReport.State;

class SigningOnTheWireTest {
    private static final EmailAddress SHOP = EmailAddress.of("shop@example.com");

    @TempDir
    Path directory;

    @Test
    void qd23SignsWithTheDefaultFilesSoThatOpensslVerifiesWhatArrived() throws IOException {
        identity(directory, Instant.now());
        try (OnTheWire wire = new OnTheWire("qdmail.path.certificates", directory.toString())) {
            assertThat(wire.mail.send(message().signed().build()).isAllAccepted())
                    .isTrue();

            ReceivedMail mail = wire.one().assertSignedBy("shop@example.com");
            Files.write(directory.resolve("mail.eml"), mail.octets());
            Openssl.Result result = new Openssl(directory)
                    .run("cms", "-verify", "-in", "mail.eml", "-CAfile", "cert.pem", "-out", "part.bin");
            assertThat(result.code()).as(result.output()).isZero();
        }
    }

    @Test
    void qd27SignsWithEachOfTwoIdentities() {
        KeyPairs.rsa(directory, "shop", "shop@example.com");
        KeyPairs.rsa(directory, "legal", "legal@example.com");
        try (OnTheWire wire = new OnTheWire(
                "qdmail.path.certificates", directory.toString(),
                "qdmail.sign.certificate-file", "shop-cert.pem",
                "qdmail.sign.private-key-file", "shop-private.pem",
                "qdmail.sign.legal.certificate-file", "legal-cert.pem",
                "qdmail.sign.legal.private-key-file", "legal-private.pem",
                "qdmail.sign.self-check", "true",
                "qdmail.sign.legal.self-check", "true")) {
            assertThat(wire.mail.send(message().signed().build()).isAllAccepted())
                    .isTrue();
            assertThat(wire.mail
                            .send(message()
                                    .from("legal@example.com")
                                    .signed("legal")
                                    .build())
                            .isAllAccepted())
                    .isTrue();

            assertThat(wire.mailbox.await(2))
                    .satisfiesExactly(
                            first -> first.assertSignedBy("shop@example.com"),
                            second -> second.assertSignedBy("legal@example.com"));
        }
    }

    @Test
    void qd30SendsNothingWhereTheCertificateDoesNotNameTheSender() throws IOException {
        identity(directory, Instant.now());
        try (OnTheWire wire = new OnTheWire("qdmail.path.certificates", directory.toString())) {
            MailMessage message = message().from("mallory@example.com").signed().build();

            assertThatThrownBy(() -> wire.mail.send(message))
                    .isInstanceOf(SigningFailed.class)
                    .hasMessageStartingWith("MAIL-0406 from: mallory@example.com");
            wire.mailbox.assertEmpty();
        }
    }

    @Test
    void qd120DoesNotStartWithAnExpiredCertificate() throws IOException {
        identity(directory, Instant.parse("2001-01-01T00:00:00Z"));

        assertThatThrownBy(() -> new OnTheWire(
                        "qdmail.path.certificates", directory.toString(), "qdmail.sign.certificate-file", "cert.pem"))
                .isInstanceOf(SigningFailed.class)
                .hasMessageStartingWith("MAIL-0403 qdmail.sign.certificate-file: ");
    }

    @Test
    void tellsTheFaultsOfAllIdentitiesAtOnce() throws IOException {
        identity(Files.createDirectory(directory.resolve("old")), Instant.parse("2001-01-01T00:00:00Z"));
        Files.writeString(directory.resolve("empty.pem"), "");

        MisconfiguredMail failure = catchThrowableOfType(
                MisconfiguredMail.class,
                () -> MailService.open(Map.of(
                        "qdmail.smtp.host", "127.0.0.1",
                        "qdmail.path.certificates", directory.toString(),
                        "qdmail.sign.a.certificate-file", "old/cert.pem",
                        "qdmail.sign.a.private-key-file", "old/private.pem",
                        "qdmail.sign.b.certificate-file", "empty.pem")));

        assertThat(failure.faults()).extracting(Fault::number).containsExactly("MAIL-0403", "MAIL-0401");
        assertThat(failure)
                .hasMessageContaining("qdmail.sign.a.certificate-file")
                .hasMessageContaining("qdmail.sign.b.certificate-file");
    }

    @Test
    void qd28LeavesTheHeaderOutsideOfTheSignature() throws IOException {
        identity(directory, Instant.now());
        try (OnTheWire wire = new OnTheWire("qdmail.path.certificates", directory.toString())) {
            assertThat(wire.mail.send(message().signed().build()).isAllAccepted())
                    .isTrue();

            assertThat(wire.one().signature().state()).isEqualTo(State.INTACT);
            assertThat(OnTheWire.fields(wire.one(), "Subject")).containsExactly("Subject: Order");
        }
    }

    private static MailMessage.Builder message() {
        return MailMessage.to("bob@example.net").subject("Order").text("Thank you.");
    }

    private static void identity(Path directory, Instant now) throws IOException {
        assertThat(DemoIdentity.write(directory, SHOP, Clock.fixed(now, ZoneOffset.UTC)))
                .isTrue();
    }
}
