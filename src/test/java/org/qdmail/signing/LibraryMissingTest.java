package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application that left Bouncy Castle out: everything else is on its class path. */
class LibraryMissingTest {
    @Test
    void g05TellsThatSigningNeedsBouncyCastle() throws IOException, ReflectiveOperationException {
        try (URLClassLoader application = withoutBouncyCastle()) {
            Class<?> settings = application.loadClass("org.qdmail.signing.IdentitySettings");
            Object pair = settings.getMethod("pair", String.class, Path.class, Path.class)
                    .invoke(null, "", Path.of("/a.pem"), Path.of("/b.pem"));
            Class<?> identity = application.loadClass("org.qdmail.signing.SigningIdentity");

            assertThatThrownBy(() -> identity.getMethod("load", settings, Clock.class)
                            .invoke(null, pair, SignedMails.at(CertificateMaker.NOW)))
                    .cause()
                    .hasMessageStartingWith("MAIL-0408 ")
                    .hasMessageContaining("org.bouncycastle:bcpkix-jdk18on");
        }
    }

    @Test
    void g05TellsThatReadingSignaturesNeedsBouncyCastle() throws IOException, ReflectiveOperationException {
        try (URLClassLoader application = withoutBouncyCastle()) {
            Class<?> reading = application.loadClass("org.qdmail.signing.SignatureReading");

            assertThatThrownBy(() -> reading.getMethod("of", InputStream.class)
                            .invoke(null, new ByteArrayInputStream(new byte[0])))
                    .cause()
                    .hasMessageStartingWith("MAIL-0408 ");
        }
    }

    private static URLClassLoader withoutBouncyCastle() {
        String separator = File.pathSeparator;
        String[] classPath = System.getProperty("java.class.path").split(separator, -1);
        URL[] urls = Stream.of(classPath)
                .filter(entry -> !entry.contains("bouncycastle"))
                .map(LibraryMissingTest::url)
                .toArray(URL[]::new);
        assertThat(urls.length).as("without bcpkix, bcprov and bcutil").isLessThanOrEqualTo(classPath.length - 3);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
