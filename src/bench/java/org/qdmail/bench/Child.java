package org.qdmail.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with one of our programs: it answers a line with a line, and ends with its standard input. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private Child(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.questions = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static Child start(List<String> jvmArguments, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Programs.ofOwnSession());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it writes. */
    String read() {
        try {
            String line = answers.readLine();
            if (line == null) throw new IllegalStateException("the other process ended: " + process.waitFor());
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another process worked", interrupted);
        }
    }

    String ask(String line) {
        try {
            questions.write(line + '\n');
            questions.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return read();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        questions.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
