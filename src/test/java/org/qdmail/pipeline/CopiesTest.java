package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.encryption.Correspondent;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** Recipients whose copies differ get the same contents. */
class CopiesTest {
    private final AtomicInteger opened = new AtomicInteger();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {12, 120_000})
    void aSourceThatChangesIsReadOnceForSignedAndUnsigned(int size) throws Exception {
        KeyPairs.rsa(directory, "shop", "shop@example.com");
        Path spool = Files.createDirectory(directory.resolve("spool"));
        try (OnTheWire wire = new OnTheWire(
                "qdmail.path.certificates",
                directory.toString(),
                "qdmail.sign.certificate-file",
                "shop-cert.pem",
                "qdmail.sign.private-key-file",
                "shop-private.pem",
                "qdmail.sign.skip-domains",
                "carrier.example.jp",
                "qdmail.path.temp",
                spool.toString(),
                "qdmail.limits.spool-threshold",
                "16K")) {
            MailMessage message = with(changing(size), "bob@example.net", "taro@carrier.example.jp")
                    .signed()
                    .build();

            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();
            String first = Base64.getMimeEncoder().encodeToString(octets(size, 1));
            assertThat(wire.mailbox.await(2)).extracting(OnTheWire::text).allSatisfy(mail -> assertThat(mail)
                    .contains(first));
        }
        assertThat(opened).hasValue(1);
        assertThat(spool).isEmptyDirectory();
    }

    /** One that is not held in heap may be in no file, so it is read for each. */
    @ParameterizedTest
    @CsvSource({"12, 1", "120000, 2"})
    void aSourceIsReadOnceForAllReadersUnlessItIsLarge(int size, int times) {
        Correspondent.of(directory, "shop", "shop@example.com", Kind.RSA);
        Correspondent.of(directory, "bob", "bob@example.net", Kind.P_256);
        Correspondent.of(directory, "carol", "carol@example.net", Kind.P_256);
        try (OnTheWire wire = OnTheWire.sealing(directory, "qdmail.limits.spool-threshold", "16K")) {
            MailMessage message = with(changing(size), "bob@example.net")
                    .bcc("carol@example.net")
                    .encrypted()
                    .build();

            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();
            assertThat(wire.mailbox.await(2))
                    .extracting(ReceivedMail::recipients)
                    .doesNotHaveDuplicates();
        }
        assertThat(opened).hasValue(times);
    }

    @Test
    void aSourceIsReadOnceForEachRendering() {
        MailMessage message = with(changing(12), "bob@example.net").build();
        try (OnTheWire wire = new OnTheWire()) {
            for (int times = 1; times <= 2; times++) {
                wire.mail.render(message).close();
                assertThat(opened).hasValue(times);
            }
        }
    }

    private Content changing(int size) {
        return Content.of(() -> new ByteArrayInputStream(octets(size, opened.incrementAndGet())), "a/b");
    }

    private static byte[] octets(int size, int number) {
        byte[] octets = new byte[size];
        octets[0] = (byte) number;
        return octets;
    }

    private static MailMessage.Builder with(Content content, String... to) {
        return MailMessage.to(to).subject("s").text("t").attach(Attachment.of("f", content));
    }
}
