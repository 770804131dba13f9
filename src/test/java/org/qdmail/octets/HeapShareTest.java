package org.qdmail.octets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapShareTest {
    @TempDir
    Path directory;

    @Test
    void w3AllFrozenMailsTogetherTakeAnEighthOfTheHeap() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapShareProgram.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(output).isZero();
        // 64 MiB in a heap of as much: about 8 stay in it
        assertThat(output).containsPattern("together=5[5-9]\n").contains("closed=0\n", "alone=0 of 1048576\n");
    }
}
