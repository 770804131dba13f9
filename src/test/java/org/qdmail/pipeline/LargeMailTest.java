package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.pipeline.LargeMailProgram.Source;
import org.qdmail.pipeline.LargeMailSink.Behaviour;
import org.qdmail.signing.Openssl;

/** A JVM with a heap of 64 MiB sends signed mail through the whole pipeline. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LargeMailTest {
    private static final long LARGE = 200L * 1024 * 1024;
    private static final long SMALLER = 16L * 1024 * 1024;

    @TempDir
    Path directory;

    private Path spool;
    private Path arrived;

    @BeforeEach
    void prepare() throws IOException {
        spool = Files.createDirectory(directory.resolve("spool"));
        arrived = directory.resolve("arrived.eml");
        KeyPairs.rsa(directory, "shop", "shop@example.com");
    }

    @Test
    void qd26SendsASignedAttachmentOf200MebibytesInOnePass() throws IOException {
        assertThat(run(Behaviour.ACCEPT, Source.STEADY, LARGE))
                .containsExactly("result=ACCEPTED", "opened=1", "read=" + LARGE, "key operations=1", "spool files=0");

        Openssl.Result result = new Openssl(directory)
                .run("cms", "-verify", "-in", "arrived.eml", "-CAfile", "shop-cert.pem", "-out", "part.bin");
        assertThat(result.code()).as(result.output()).isZero();
        assertThat(directory.resolve("part.bin").toFile().length()).isGreaterThan(LARGE * 4 / 3);
    }

    @Test
    void qd26RemovesTheSpoolFileWhenTheServerRefusesTheContent() throws IOException {
        assertThat(run(Behaviour.REFUSE, Source.STEADY, SMALLER))
                .contains("opened=1", "key operations=1", "spool files=0")
                .doesNotContain("result=ACCEPTED");
    }

    @Test
    void qd26RemovesTheSpoolFileWhenTheConnectionBreaks() throws IOException {
        assertThat(run(Behaviour.BREAK_OFF, Source.STEADY, SMALLER))
                .contains("opened=1", "key operations=1", "spool files=0")
                .doesNotContain("result=ACCEPTED");
    }

    @Test
    void qd26RemovesTheSpoolFileWhenTheSourceFails() throws IOException {
        assertThat(run(Behaviour.ACCEPT, Source.FAILING, SMALLER))
                .contains("result=MAIL-0240", "opened=1", "key operations=0", "spool files=0");
        assertThat(arrived).doesNotExist();
    }

    @Test
    void qd26RemovesTheSpoolFileAfterAnInterrupt() throws IOException {
        assertThat(run(Behaviour.ACCEPT, Source.INTERRUPTING, SMALLER))
                .contains("result=MAIL-0617", "opened=1", "key operations=0", "spool files=0");
    }

    private List<String> run(Behaviour behaviour, Source source, long octets) throws IOException {
        try (LargeMailSink sink = new LargeMailSink(arrived, behaviour)) {
            Openssl.Result program = new Openssl(directory)
                    .start(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeMailProgram.class.getName(),
                            directory.toString(),
                            spool.toString(),
                            String.valueOf(sink.port()),
                            source.name(),
                            String.valueOf(octets));
            assertThat(program.code()).as(program.output()).isZero();
            return program.output().lines().filter(line -> line.contains("=")).toList();
        }
    }
}
