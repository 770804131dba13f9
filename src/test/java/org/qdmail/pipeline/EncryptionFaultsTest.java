package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.encryption.Correspondent;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** What goes wrong while a mail is encrypted, and what a change on its way does. */
class EncryptionFaultsTest {
    @TempDir
    static Path directory;

    private static Correspondent bob;

    @BeforeAll
    static void correspondents() {
        Correspondent.of(directory, "shop", "shop@example.com", Kind.RSA);
        bob = Correspondent.of(directory, "bob", "bob@example.net", Kind.P_256);
    }

    private static MailMessage.Builder message() {
        return MailMessage.to("bob@example.net").subject("s").text("Hello").encrypted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-256-gcm", "aes-256-cbc"})
    void contentThatBreaksOffIsToldAsWithoutEncryption(String cipher) throws IOException {
        Path spool = Files.createTempDirectory(directory, "spool");
        try (OnTheWire wire = OnTheWire.sealing(
                directory,
                "qdmail.encrypt.cipher",
                cipher,
                "qdmail.path.temp",
                spool.toString(),
                "qdmail.limits.spool-threshold",
                "1K")) {
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk is gone");
                }
            };
            Content.Source source = () -> new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), broken);
            MailMessage message = message()
                    .attach(Attachment.of("a.bin", Content.of(source, "application/zip")))
                    .build();

            assertThatThrownBy(() -> wire.mail.send(message))
                    .isInstanceOf(ContentUnreadable.class)
                    .hasMessageStartingWith("MAIL-0240 ");
            wire.mailbox.assertEmpty();
            assertThat(spool).isEmptyDirectory();
        }
    }

    /** The size that counts is that of the encrypted mail. */
    @Test
    void mailThatGetsTooLargeIsTold() {
        try (OnTheWire wire = OnTheWire.sealing(directory, "qdmail.limits.message-size", "100K")) {
            MailMessage message = message()
                    .attach("a.bin", new byte[60_000], "application/zip")
                    .build();

            assertThat(wire.mail.send(message.edit().unencrypted().build()).isAllAccepted())
                    .isTrue();
            assertThatThrownBy(() -> wire.mail.send(message))
                    .isInstanceOf(InvalidMessage.class)
                    .hasMessageStartingWith("MAIL-0303 ");
            assertThat(wire.mailbox.await(1)).hasSize(1);
        }
    }

    @Test
    void sv3AnyChangeOfTheContentIsSeenByTheReader() {
        try (OnTheWire wire = OnTheWire.sealing(directory)) {
            assertThat(wire.mail.send(message().build()).isAllAccepted()).isTrue();
            String mail = new String(wire.one().octets(), ISO_8859_1);
            int body = mail.indexOf("\r\n\r\n") + 4;
            byte[] cms = Base64.getMimeDecoder().decode(mail.substring(body));
            assertThat(bob.opened(mail.getBytes(ISO_8859_1))).contains("Hello");

            for (int fromEnd : new int[] {1, 16, 40, 100, 200}) {
                byte[] changed = cms.clone();
                changed[changed.length - 10 - fromEnd] ^= 1; // the last octets end the constructions
                String forged =
                        mail.substring(0, body) + Base64.getMimeEncoder().encodeToString(changed) + "\r\n";

                assertThat(bob.open(forged.getBytes(US_ASCII)).code())
                        .as("%d octets from the end", fromEnd)
                        .isNotZero();
            }
        }
    }

    @Test
    void g05TellsThatEncryptingNeedsBouncyCastle() throws IOException, ReflectiveOperationException {
        URL[] urls = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("bouncycastle"))
                .map(EncryptionFaultsTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader application = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> provider = application.loadClass("org.qdmail.pipeline.StandaloneProvider");
            Object opened = provider.getConstructor().newInstance();

            assertThatThrownBy(() -> provider.getMethod("open", Map.class)
                            .invoke(
                                    opened,
                                    Map.of(
                                            "qdmail.smtp.host",
                                            "127.0.0.1",
                                            "qdmail.encrypt.directory",
                                            directory.toString())))
                    .cause()
                    .hasMessageStartingWith("MAIL-0408 encrypting needs Bouncy Castle");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
