package org.qdmail.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        FrozenMail mail = frozen(directory);
        Path file = only(directory);
        Files.delete(file);
        Files.createDirectories(file.resolve("x")); // nobody can remove it now, not even root

        try (HeardLog log = new HeardLog()) {
            assertThatCode(mail::close).doesNotThrowAnyException();
            assertThat(log.warnings).singleElement().asString().contains(file.toString());
        }
    }

    private static FrozenMail frozen(Path directory) {
        byte[] lines = ("x".repeat(62) + "\r\n").repeat(64).getBytes(StandardCharsets.US_ASCII);
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(directory, 0, 1 << 20))) {
            writer.write(lines, 0, lines.length);
            return writer.freeze();
        }
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
