// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.settings.Profile;

/** The declarations themselves. */
class KeysTest {
    static Stream<Key<?>> all() {
        return Keys.all().stream();
    }

    /** The names of mailers and identities that differ from each other and from parts of keys as little as may be. */
    @Test
    void noTwoKeysShareAFormInTheEnvironment() {
        Set<String> names = Set.of("a", "a-b", "b", "self", "from", "names", "smtp");
        KnownKeys known = new KnownKeys(names, names, names);

        assertThat(known.environmentForms())
                .as("as many forms as names, so no two are alike")
                .hasSameSizeAs(known.names());
    }

    @ParameterizedTest
    @MethodSource("all")
    void declarationIsComplete(Key<?> key) {
        assertThat(key.name()).matches("[a-z.-]+(<Name>)?");
        assertThat(key.meaning()).endsWith(".");
        assertThat(key.shownDefault()).isNotBlank();
        assertThat(key.type().title()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("all")
    void defaultHasTheTypeOfItsKey(Key<?> key) throws ValueType.UnfitValue {
        for (Profile profile : Profile.values()) {
            if (key.preset(profile).isPresent()) {
                assertThat(key.type().read(key.preset(profile).get())).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void secretIsNeverShown(Key<?> key) {
        assertThat(key.isSecret() && key.type().isShown()).isFalse();
        boolean soundsSecret = key.name().matches(".*(password|token|secret)|smtp\\.url");
        assertThat(key.isSecret()).isEqualTo(soundsSecret);
    }

    @Test
    void everyDeclarationIsInTheTable() throws IllegalAccessException {
        Set<Object> declared = new HashSet<>();
        for (Class<?> table : List.of(Keys.class, AccessKeys.class, SigningKeys.class, ServiceKeys.class)) {
            for (Field field : table.getDeclaredFields()) {
                if (field.getType() == Key.class) declared.add(field.get(null));
            }
        }

        assertThat(new HashSet<Object>(Keys.all())).isEqualTo(declared);
    }

    @Test
    void noKeyIsDeclaredTwice() {
        List<String> names = all().map(Key::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }
}
