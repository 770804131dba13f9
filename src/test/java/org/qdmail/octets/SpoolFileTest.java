package org.qdmail.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spool file costs, and how it goes. */
class SpoolFileTest {
    @TempDir
    Path directory;

    @Test
    void w1AFileThatCannotBeRemovedIsLoggedAndFailsNothing() throws IOException {
        FrozenMail mail = SmallMailsProgram.frozen(directory, 0);
        Path file = only(directory);
        Files.delete(file);
        Files.createDirectories(file.resolve("x")); // nobody can remove it now, not even root

        try (HeardLog log = new HeardLog()) {
            assertThatCode(mail::close).doesNotThrowAnyException();
            assertThat(log.warnings).singleElement().asString().contains(file.toString());
        }
    }

    @Test
    void w3SmallMailsBeyondTheShareOfTheHeapDoNotExhaustIt() throws IOException, InterruptedException {
        // 2,400 of 4 KiB are 9.4 MiB, the share is 8; a buffer of 256 KiB for each of the others would be 88
        assertThat(output(SmallMailsProgram.class, "-Xmx64m")).contains("frozen=2400\n");
    }

    @Test
    void w3AFileThatGetsNoBufferIsNotMade() throws IOException, InterruptedException {
        assertThat(output(FullHeapProgram.class, "-Xmx32m", "-XX:+UseSerialGC")).contains("exhausted=true\n");
        assertThat(directory).isEmptyDirectory();
    }

    private String output(Class<?> program, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), directory.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static final class HeardLog extends Handler implements AutoCloseable {
        private static final Logger SPOOL = Logger.getLogger(SpoolFile.class.getName());

        private final List<String> warnings = new CopyOnWriteArrayList<>();

        HeardLog() {
            SPOOL.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING)) warnings.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            SPOOL.removeHandler(this);
        }
    }
}
