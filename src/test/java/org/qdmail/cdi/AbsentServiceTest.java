package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qdmail.config.Configuration;
import org.qdmail.settings.RestSettings;

class AbsentServiceTest {
    private static final ClassLoader WITH_ALL = AbsentServiceTest.class.getClassLoader();

    @Test
    void isMissedWhereItIsSwitchedOnAlone() throws IOException {
        try (URLClassLoader withNothing = new URLClassLoader(new URL[0], null)) {
            assertThat(AbsentService.warning(settings("true"), withNothing))
                    .hasValueSatisfying(
                            warning -> assertThat(warning).contains("qdmail.rest.enabled", "classifier rest"));
            assertThat(AbsentService.warning(settings("false"), withNothing)).isEmpty();
        }
        assertThat(AbsentService.warning(settings("true"), WITH_ALL)).isEmpty();
    }

    private static RestSettings settings(String enabled) {
        return Configuration.of(Map.of("qdmail.rest.enabled", enabled, "qdmail.rest.auth", "jwt"))
                .rest()
                .orElseThrow();
    }
}
