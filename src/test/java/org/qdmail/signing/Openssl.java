package org.qdmail.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The openssl command line: somebody else who looks at what we made. */
public final class Openssl {
    private final Path directory;

    public Openssl(Path directory) {
        this.directory = directory;
    }

    /** What a run ended with, and what it printed. */
    public record Result(int code, String output) {}

    public Result run(String... arguments) {
        return start("openssl", arguments);
    }

    /** A run that reads this file in place of a terminal. */
    public Result runWith(Path input, String... arguments) {
        return start(ProcessBuilder.Redirect.from(input.toFile()), "openssl", arguments);
    }

    public Result start(String program, String... arguments) {
        return start(ProcessBuilder.Redirect.PIPE, program, arguments);
    }

    private Result start(ProcessBuilder.Redirect input, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(directory, "run", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end");
            }
            return new Result(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Verifies a whole mail against trusted certificates in PEM, with more arguments if need be. */
    Result verify(byte[] mail, String trusted, String... more) {
        return verifyFile(CertificateMaker.write(directory.resolve("mail.eml"), mail), trusted, more);
    }

    Result verifyFile(Path mail, String trusted, String... more) {
        CertificateMaker.write(directory.resolve("trusted.pem"), trusted);
        String[] arguments = {
            "cms",
            "-verify",
            "-in",
            mail.toString(),
            "-CAfile",
            "trusted.pem",
            "-out",
            "part.bin",
            "-attime",
            String.valueOf(CertificateMaker.NOW.getEpochSecond())
        };
        return run(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    /** The content that the last verification saw. */
    byte[] verifiedContent() {
        try {
            return Files.readAllBytes(directory.resolve("part.bin"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
