// SPDX-License-Identifier: Apache-2.0
package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageFilesTest {
    private static final Path PAGE = Path.of("src/main/resources/org/qdmail/mailbox/page");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(PAGE)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<String> scripts() throws IOException {
        return names().stream().filter(name -> name.endsWith(".js")).toList();
    }

    private static String file(String name) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream("page/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingComesFromAnotherHost(String name) throws IOException {
        assertThat(file(name).replace("https?:", "").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "//cdn", "@import");
    }

    @Test
    void thePageHasNoInlineScriptOrStyle() throws IOException {
        assertThat(file("index.html"))
                .containsPattern("<script type=\"module\" src=\"main\\.js\"></script>")
                .doesNotContainPattern("<script(?! type=\"module\" src)")
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theScriptPutsNothingInAsMarkup(String name) throws IOException {
        assertThat(file(name))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "srcdoc");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyImportedFileIsThere(String name) throws IOException {
        Matcher imports = Pattern.compile("from \"\\./([a-z-]+\\.js)\"").matcher(file(name));
        while (imports.find()) assertThat(names()).contains(imports.group(1));
    }

    /** Scripts come together, not one after the other has named the next. */
    @ParameterizedTest
    @MethodSource("scripts")
    void everyScriptIsNamedByThePage(String name) throws IOException {
        assertThat(file("index.html")).containsAnyOf("modulepreload\" href=\"" + name + '"', "src=\"" + name + '"');
    }

    /** A text that the page shows and the Japanese lack would stay English. */
    @Test
    void everyTextHasItsJapanese() throws IOException {
        String words = file("words.js");
        Set<String> missing = new HashSet<>();
        for (String name : scripts()) missing.addAll(texts(file(name), "\\bt\\(\"([^\"]+)\"\\)"));
        missing.addAll(texts(file("index.html"), "data-t(?:-[a-z-]+)?=\"([^\"]+)\""));
        missing.removeIf(text -> words.contains('"' + text + "\":"));

        assertThat(missing).isEmpty();
    }

    private static Set<String> texts(String file, String pattern) {
        Set<String> texts = new HashSet<>();
        Matcher found = Pattern.compile(pattern).matcher(file);
        while (found.find()) texts.add(found.group(1));
        return texts;
    }
}
