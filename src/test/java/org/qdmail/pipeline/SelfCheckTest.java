package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.StandaloneMailService;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.SigningFailed;
import org.qdmail.message.MailMessage;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.signing.DemoIdentity;

class SelfCheckTest {
    @TempDir
    Path directory;

    @Test
    void sm22LetsAnIntactMailPass() throws IOException {
        try (FrozenMail mail = frozen(signed())) {
            SelfCheck.verify("", mail);

            assertThat(mail.sizeOctets()).isPositive();
        }
    }

    @Test
    void sm22RefusesAMailThatWasChangedAfterSigning() throws IOException {
        try (FrozenMail mail = frozen(signed().replace("Thank you.", "Thank you!"))) {
            assertThatThrownBy(() -> SelfCheck.verify("legal", mail))
                    .isInstanceOf(SigningFailed.class)
                    .hasMessage("MAIL-0409 the signature of identity legal does not verify (the content was changed);"
                            + " nothing was sent");
        }
    }

    @Test
    void sm22RefusesAMailThatIsNotSigned() {
        try (FrozenMail mail = frozen("From: shop@example.com\r\n\r\nThank you.\r\n")) {
            assertThatThrownBy(() -> SelfCheck.verify("", mail))
                    .hasMessageContaining("the unnamed identity")
                    .hasMessageContaining("UNSIGNED");
        }
    }

    @Test
    void sm22LooksAtWhatIsAboutToBeEncrypted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String mail = signed();
        checked(mail).writeTo(out);
        assertThat(out.toString(ISO_8859_1)).isEqualTo(mail);

        assertThatThrownBy(
                        () -> checked(mail.replace("Thank you.", "Thank you!")).writeTo(out))
                .isInstanceOf(SigningFailed.class)
                .hasMessageStartingWith("MAIL-0409 the signature of identity legal does not verify");
    }

    /** It would take a file with the text of the mail. */
    @Test
    void sm22DoesNotLookIntoALargeMailThatIsEncrypted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String broken = signed().replace("Thank you.", "Thank you!") + "x".repeat(CheckedEntity.MAX_OCTETS);

        checked(broken).writeTo(out);

        assertThat(out.size()).isEqualTo(broken.length());
    }

    private static CheckedEntity checked(String mail) {
        return new CheckedEntity("legal", out -> {
            for (byte[] part : List.of(
                    mail.substring(0, 100).getBytes(ISO_8859_1),
                    mail.substring(100).getBytes(ISO_8859_1))) {
                out.write(part);
            }
        });
    }

    private String signed() throws IOException {
        DemoIdentity.write(directory, EmailAddress.of("shop@example.com"), Clock.systemUTC());
        Map<String, String> keys =
                Map.of("qdmail.smtp.host", "127.0.0.1", "qdmail.path.certificates", directory.toString());
        try (StandaloneMailService service = MailService.open(keys);
                RenderedMail mail = service.render(MailMessage.to("bob@example.net")
                        .from("shop@example.com")
                        .text("Thank you.")
                        .signed()
                        .build())) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            mail.writeTo(octets);
            return octets.toString(ISO_8859_1);
        }
    }

    private FrozenMail frozen(String mail) {
        FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(directory, 1 << 20, 1 << 30));
        byte[] octets = mail.getBytes(ISO_8859_1);
        writer.write(octets, 0, octets.length);
        return writer.freeze();
    }
}
