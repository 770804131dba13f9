package org.qdmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say about files, commands and code is so. */
class DocumentsTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|interface|record) (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void readmeHasFewerThan150Lines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThan(150);
    }

    @Test
    void readmeNamesTheCommandsToRunAndToTest() throws IOException {
        assertThat(Files.readString(README))
                .contains("mvn -Pserver liberty:run")
                .contains("mvn verify");
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Path document : documents()) {
            Path folder = document.toAbsolutePath().getParent();
            assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                    .as("links of %s", document)
                    .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
        }
    }

    @Test
    void everyJavaExampleCompiles(@TempDir Path classes) throws IOException {
        for (Path document : documents()) {
            for (MatchResult example :
                    EXAMPLE.matcher(Files.readString(document)).results().toList()) {
                assertThat(problemsOf(example.group(1), classes))
                        .as("example of %s:%n%s", document, example.group(1))
                        .isEmpty();
            }
        }
    }

    @Test
    void exampleThatDoesNotCompileIsFound(@TempDir Path classes) {
        assertThat(problemsOf("class Wrong {\n    org.qdmail.NoSuchType field;\n}\n", classes))
                .contains("NoSuchType");
    }

    private static List<Path> documents() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The compiler's words about a whole source file, empty when it compiles. */
    private static String problemsOf(String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        boolean compiled = compiler.getTask(
                        problems,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none", "-nowarn", "--release", "17"),
                        null,
                        List.of(new Example(source)))
                .call();
        return compiled ? "" : problems.toString();
    }

    private static final class Example extends SimpleJavaFileObject {
        private final String source;

        Example(String source) {
            super(URI.create("string:///" + nameOf(source) + ".java"), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        private static String nameOf(String source) {
            return TYPE.matcher(source)
                    .results()
                    .map(type -> type.group(1))
                    .findFirst()
                    .orElse("Example");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
