package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrlfLinesTest {

    @ParameterizedTest
    @CsvSource({
        "a/r/nb/r/n, a/r/nb/r/n",
        "a/nb/n, a/r/nb/r/n",
        "a/rb/r, a/r/nb/r/n",
        "a, a/r/n",
        "a/r/n/r/n/n, a/r/n/r/n/r/n",
        "/r/r/n, /r/n/r/n",
        "/n/r, /r/n/r/n"
    })
    void everyLineEndBecomesCrlf(String given, String expected) throws IOException {
        assertThat(written(unescaped(given))).isEqualTo(unescaped(expected));
    }

    private static String written(String text) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        CrlfLines lines = new CrlfLines(octets);
        lines.write(text.getBytes(StandardCharsets.US_ASCII));
        lines.end();
        return octets.toString(StandardCharsets.US_ASCII);
    }

    private static String unescaped(String text) {
        return text.replace("/r", "\r").replace("/n", "\n");
    }
}
