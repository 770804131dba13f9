package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.encryption.Correspondent;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.pipeline.LargeMailSink.Behaviour;
import org.qdmail.signing.Openssl;

/** A JVM with a heap of 40 MiB sends a signed and encrypted mail through the whole pipeline. */
class EncryptedLargeMailTest {
    private static final long LARGE = 50L * 1024 * 1024;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"aes-256-gcm", "aes-256-cbc"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void sv5Encrypts50MebibytesInOnePassAndLeavesNoTraceOfThemInAnyFile(String cipher) throws IOException {
        Path spool = Files.createDirectory(directory.resolve("spool"));
        Path temp = Files.createDirectory(directory.resolve("temp"));
        Correspondent shop = Correspondent.of(directory, "shop", "shop@example.com", Kind.RSA);
        Correspondent bob = Correspondent.of(directory, "bob", "bob@example.net", Kind.P_256);
        Path arrived = directory.resolve("arrived.eml");
        try (LargeMailSink sink = new LargeMailSink(arrived, Behaviour.ACCEPT)) {
            Openssl.Result program = new Openssl(directory)
                    .start(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx40m",
                            "-Djava.io.tmpdir=" + temp,
                            "-cp",
                            System.getProperty("java.class.path"),
                            EncryptedMailProgram.class.getName(),
                            directory.toString(),
                            spool.toString(),
                            String.valueOf(sink.port()),
                            cipher,
                            String.valueOf(LARGE));

            assertThat(program.output().lines().filter(line -> line.contains("=")))
                    .as(program.output())
                    .containsExactly("result=ACCEPTED", "spool was used=", "traces=0");
        }
        assertThat(shop.verified(bob.opened(Files.readAllBytes(arrived)))).hasSizeGreaterThan((int) (LARGE * 4 / 3));
    }
}
