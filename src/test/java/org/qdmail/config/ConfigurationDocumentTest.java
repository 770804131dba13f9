// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qdmail.config.Key.Scope;

/** The manual is made from the declarations: the frame is text, each {@code {{keys …}}} in it becomes a table. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final Path FRAME = Path.of("src/test/resources/config/configuration.md");
    private static final Path EXPECTED = Path.of("target/configuration.md");
    private static final Pattern TABLE = Pattern.compile("\\{\\{keys ([^}]+)}}");

    @Test
    void documentIsWhatTheDeclarationsSay() throws IOException {
        String expected = expected();
        Files.createDirectories(EXPECTED.getParent());
        Files.writeString(EXPECTED, expected);

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as(
                        "%s differs from the declarations. The right text is in %s: read it, then copy it.",
                        DOCUMENT, EXPECTED)
                .isEqualTo(expected);
    }

    @Test
    void everyKeyStandsInOneTable() throws IOException {
        List<String> shown = new ArrayList<>();
        Matcher tables = TABLE.matcher(Files.readString(FRAME));
        while (tables.find()) keys(tables.group(1)).map(Key::name).forEach(shown::add);

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Keys.all().stream().map(Key::name).toList());
    }

    private static String expected() throws IOException {
        return TABLE.matcher(Files.readString(FRAME))
                .replaceAll(table -> Matcher.quoteReplacement(table(keys(table.group(1)))));
    }

    /** The keys that begin with one of the words, or are one; in the order of their declaration. */
    private static Stream<? extends Key<?>> keys(String words) {
        List<String> wanted = List.of(words.split(" "));
        return Keys.all().stream().filter(key -> wanted.stream()
                .anyMatch(word -> word.endsWith(".")
                        ? key.name().startsWith(word)
                        : key.name().equals(word)));
    }

    private static String table(Stream<? extends Key<?>> keys) {
        StringBuilder table = new StringBuilder("| key | type | default | meaning |\n|---|---|---|---|\n");
        keys.forEach(key -> table.append("| ").append(row(key)).append(" |\n"));
        return table.toString().stripTrailing();
    }

    private static String row(Key<?> key) {
        boolean isOwn = key.scope() == Scope.SERVER || key.scope() == Scope.IDENTITY;
        String name = "`qdmail." + key.name() + '`' + (key.isSecret() ? " ●" : "") + (isOwn ? " ○" : "")
                + (key.scope() == Scope.CALLER ? " ◆" : "");
        String preset = key.shownDefault()
                + key.development().map(value -> "; ◇ " + value).orElse("");
        return String.join(" | ", name, key.type().title(), preset, key.meaning());
    }
}
