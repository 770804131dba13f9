// SPDX-License-Identifier: Apache-2.0
package org.qdmail.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.pipeline.WatchedSend;

/** A server without MicroProfile Telemetry: the classes of OpenTelemetry are not to be had. */
class WithoutOpenTelemetryTest {
    private static final Pattern OURS = Pattern.compile("org\\.qdmail\\.[A-Za-z.$]+");

    private final ClassLoader bare = new ClassLoader(getClass().getClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.")) throw new ClassNotFoundException(name);
            Class<?> known = findLoadedClass(name);
            if (known != null) return known;
            return name.startsWith("org.qdmail.telemetry.") ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                byte[] octets = in.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    };

    @Test
    void containerCanLookAtEveryMemberOfTheBean() throws Exception {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(ApplicationTelemetry.class.getName()));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!seen.add(name)) continue;
            Class<?> type = bare.loadClass(name);
            Stream.of(
                            Stream.of(type.getDeclaredFields()).map(Field::toGenericString),
                            Stream.of(type.getDeclaredMethods()).map(Executable::toGenericString),
                            Stream.of(type.getDeclaredConstructors()).map(Executable::toGenericString))
                    .flatMap(each -> each)
                    .flatMap(signature -> OURS.matcher(signature).results())
                    .map(result -> result.group())
                    .filter(each -> each.startsWith("org.qdmail.telemetry."))
                    .map(each -> each.replaceAll("(\\.[A-Z]\\w*)\\..*", "$1"))
                    .forEach(open::add);
        }
        assertThat(seen).contains(TelemetryLink.class.getName()).doesNotContain(OpenTelemetryLink.class.getName());
    }

    @Test
    void nothingIsWatched() throws Exception {
        Constructor<?> constructor =
                bare.loadClass(ApplicationTelemetry.class.getName()).getDeclaredConstructor(Instance.class);
        constructor.setAccessible(true);
        SendWatch bean = (SendWatch) constructor.newInstance((Object) null);

        assertThat(bean.asked("")).isSameAs(WatchedSend.NONE);
    }

    @Test
    void linkItselfCannotBeLookedAt() {
        assertThatThrownBy(
                        () -> bare.loadClass(OpenTelemetryLink.class.getName()).getDeclaredConstructors())
                .isInstanceOf(NoClassDefFoundError.class);
    }
}
