package org.qdmail.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application without dnsjava, which is needed for direct delivery alone. */
class DnsLibraryTest {
    @Test
    void relayNeedsNoDnsjava() throws Exception {
        try (URLClassLoader application = withoutDnsjava();
                AutoCloseable service = open(application, "relay")) {
            assertThat(service.getClass().getClassLoader()).isSameAs(application);
        }
    }

    @Test
    void directDeliveryTellsThatItIsMissing() throws IOException {
        try (URLClassLoader application = withoutDnsjava()) {
            assertThatThrownBy(() -> open(application, "direct"))
                    .cause()
                    .hasMessageContaining("MAIL-0707 ")
                    .hasMessageContaining("dnsjava:dnsjava");
        }
    }

    private static AutoCloseable open(URLClassLoader application, String transport)
            throws ReflectiveOperationException {
        Map<String, String> keys =
                Map.of("qdmail.smtp.host", "127.0.0.1", "qdmail.transport", transport, "qdmail.smtp.port", "2525");
        Class<?> door = application.loadClass("org.qdmail.MailService");
        return (AutoCloseable) door.getMethod("open", Map.class).invoke(null, keys);
    }

    private static URLClassLoader withoutDnsjava() {
        String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        URL[] urls = Stream.of(classPath)
                .filter(entry -> !entry.contains("dnsjava"))
                .map(DnsLibraryTest::url)
                .toArray(URL[]::new);
        assertThat(urls.length).isLessThan(classPath.length);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(entry, impossible);
        }
    }
}
