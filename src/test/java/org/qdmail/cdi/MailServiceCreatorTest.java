// SPDX-License-Identifier: Apache-2.0
package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.literal.NamedLiteral;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qdmail.cdi.Containers.Application;

class MailServiceCreatorTest {

    @Test
    void serviceIsMadeAlsoWhereTheLookupSeesNoBeanOfTheApplication() {
        try (Application application = Containers.start(Map.of("qdmail.smtp.host", "relay.invalid"))) {
            Instance<Object> blind = application.container().select(Object.class, NamedLiteral.of("nobody"));

            assertThat(new MailServiceCreator().create(blind, unnamedMailer())).isNotNull();
        }
    }

    private static Parameters unnamedMailer() {
        return new Parameters() {
            @Override
            public <T> T get(String key, Class<T> type) {
                return type.cast("");
            }

            @Override
            public <T> T get(String key, Class<T> type, T otherwise) {
                return get(key, type);
            }
        };
    }
}
