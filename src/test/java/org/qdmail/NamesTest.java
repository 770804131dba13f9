package org.qdmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that must mislead nobody. */
class NamesTest {
    @Test
    void mdn9NothingClaimsThatAMailWasRead() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile).filter(NamesTest::claimsReading))
                    .isEmpty();
        }
    }

    private static boolean claimsReading(Path source) {
        try {
            return Files.readString(source).contains("isRead(");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "org.qdmail.Priority, HIGH, true",
        "jakarta.annotation.Priority, HIGH, false",
        "org.qdmail.Priority, 1, false",
        "jakarta.annotation.Priority, 1, true"
    })
    void pri6TheWrongImportDoesNotCompile(String annotation, String value, boolean compiles, @TempDir Path classes) {
        String source = "import static org.qdmail.message.Level.HIGH;\nclass Example {\n  @" + annotation + "(" + value
                + ")\n  void mail() {}\n}\n";
        assertThat(compiled(source, classes)).isEqualTo(compiles);
    }

    private static boolean compiled(String source, Path classes) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        return ToolProvider.getSystemJavaCompiler()
                .getTask(
                        new StringWriter(),
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none"),
                        null,
                        List.of(file))
                .call();
    }
}
