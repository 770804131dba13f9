// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A map needs neither an implementation nor the API of MicroProfile Config. */
class WithoutMicroProfileTest {
    @Test
    void mapIsReadWhereMicroProfileConfigIsMissing() throws Exception {
        try (URLClassLoader bare = new URLClassLoader(withoutMicroProfile(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> bare.loadClass("org.eclipse.microprofile.config.Config"))
                    .isInstanceOf(ClassNotFoundException.class);

            Callable<?> reading = (Callable<?>)
                    bare.loadClass(ReadsAMap.class.getName()).getConstructor().newInstance();

            assertThat(reading.call()).isEqualTo("smtp.example.com");
        }
    }

    private static URL[] withoutMicroProfile() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("microprofile") && !entry.contains("smallrye"))
                .map(WithoutMicroProfileTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new AssertionError(entry, impossible);
        }
    }

    /** What an application without a container does. */
    public static final class ReadsAMap implements Callable<String> {
        @Override
        public String call() {
            return Configuration.of(Map.of("qdmail.smtp.host", "smtp.example.com"))
                    .read(UsedNames.STANDALONE, Sessions.NONE)
                    .mailers()
                    .get("")
                    .route()
                    .relay()
                    .orElseThrow()
                    .host();
        }
    }
}
