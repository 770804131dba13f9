package org.qdmail.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgramLinkTest {
    /** A machine without a thread left has none either for the one who would see to the program's end. */
    @Test
    void aProgramWhoseEndNobodyCanSeeToIsEnded() throws Exception {
        Process program = new ProcessBuilder("sleep", "600").start();
        new ProgramLink(new Unwatchable(program)).hangUp();

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static final class Unwatchable extends Process {
        private final Process program;

        Unwatchable(Process program) {
            this.program = program;
        }

        @Override
        public CompletableFuture<Process> onExit() {
            throw new OutOfMemoryError("unable to create native thread");
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return program.getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return program.getErrorStream();
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return program.descendants();
        }

        @Override
        public ProcessHandle toHandle() {
            return program.toHandle();
        }

        @Override
        public boolean isAlive() {
            return program.isAlive();
        }

        @Override
        public int waitFor() throws InterruptedException {
            return program.waitFor();
        }

        @Override
        public int exitValue() {
            return program.exitValue();
        }

        @Override
        public void destroy() {
            program.destroy();
        }
    }
}
