package org.qdmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
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
            Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|interface|@interface|record) (\\w+)");
    private static final String IMPORTS =
            """
            import jakarta.enterprise.context.*;
            import jakarta.enterprise.event.*;
            import jakarta.enterprise.inject.*;
            import jakarta.inject.*;
            import jakarta.interceptor.*;
            import jakarta.mail.Session;
            import jakarta.mail.internet.MimeMessage;
            import java.io.*;
            import java.lang.annotation.*;
            import java.net.URI;
            import java.nio.file.*;
            import java.util.*;
            import org.qdmail.*;
            import org.qdmail.envelope.*;
            import org.qdmail.failure.*;
            import org.qdmail.mailbox.*;
            import org.qdmail.message.*;
            import org.qdmail.oauth.*;
            """;
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
                assertThat(problemsOf(whole(example.group(1)), classes))
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

    /** docs/errors.md explains each number that a text can carry, once and in order. */
    @Test
    void everyErrorNumberIsExplained() throws IOException {
        Pattern number = Pattern.compile("\"(?:MAIL-)?([01]\\d{3})\"");
        TreeSet<String> given = new TreeSet<>();
        try (Stream<Path> catalogues = Files.list(Path.of("src/main/java/org/qdmail/failure"))) {
            for (Path catalogue : catalogues
                    .filter(file -> file.toString().endsWith("Faults.java"))
                    .toList()) {
                number.matcher(Files.readString(catalogue))
                        .results()
                        .forEach(found -> given.add("MAIL-" + found.group(1)));
            }
        }
        assertThat(Files.readAllLines(Path.of("docs/errors.md")).stream()
                        .filter(line -> line.startsWith("| MAIL-"))
                        .map(line -> line.substring(2, 11)))
                .containsExactlyElementsOf(given);
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

    /** The usual imports are left out in the documents; statements stand in a method with a service and a message. */
    private static String whole(String example) {
        if (TYPE.matcher(example).find()) return IMPORTS + example;
        String message = example.contains("MailMessage invoice") ? "" : ", MailMessage invoice";
        return IMPORTS + "class Example {\n void run(MailService mail" + message + ") throws Exception {\n" + example
                + "}\n}\n";
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
