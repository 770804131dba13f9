package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
    private static String file(String name) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream("page/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "mailbox.css", "mailbox.js"})
    void nothingComesFromAnotherHost(String name) throws IOException {
        assertThat(file(name)).doesNotContain("http:", "https:", "//cdn", "@import");
    }

    @Test
    void thePageHasNoInlineScriptOrStyle() throws IOException {
        assertThat(file("index.html"))
                .containsPattern("<script src=\"mailbox\\.js\" defer></script>")
                .doesNotContainPattern("<script(?! src)")
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
    }

    @Test
    void theScriptPutsNothingInAsMarkup() throws IOException {
        assertThat(file("mailbox.js"))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "srcdoc");
    }
}
