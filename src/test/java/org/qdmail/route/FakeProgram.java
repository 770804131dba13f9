package org.qdmail.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.peer.ScriptedPeer;

/** A shell script in place of sendmail. It writes its arguments down, then does what the test says. */
public final class FakeProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Its output ends with the connection, and the connection with its input. */
    private static final String TO_A_PORT =
            """
            import _socket, _thread, os, sys

            link = _socket.socket()
            link.connect(("127.0.0.1", int(sys.argv[1])))

            def listen():
                try:
                    while octets := link.recv(65536):
                        os.write(1, octets)
                finally:
                    os._exit(0)

            _thread.start_new_thread(listen, ())
            try:
                while octets := os.read(0, 65536):
                    link.sendall(octets)
            except OSError: # takes no more, and ends when all is told that was said before
                told = _thread.allocate_lock()
                told.acquire()
                told.acquire()
            os._exit(0)
            """;

    private final Path folder;

    public FakeProgram(Path folder, String script) {
        this.folder = folder;
        try {
            Files.writeString(
                    command(),
                    """
                    #!/bin/sh
                    cd %s
                    { for argument; do printf '%%s\\t' "$argument"; done; echo; } >> arguments
                    %s
                    """
                            .formatted(folder, script));
            Files.setPosixFilePermissions(command(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** One that keeps its input and ends well. */
    public static FakeProgram taking(Path folder) {
        return new FakeProgram(folder, "cat > input");
    }

    /** One that says what a peer says, and ends with its connection. */
    static FakeProgram speakingFor(ScriptedPeer peer, Path folder) {
        return new FakeProgram(folder, "exec python3 -ISc '%s' %d".formatted(TO_A_PORT, peer.port()));
    }

    public Path command() {
        return folder.resolve("sendmail");
    }

    /** The way to it by SMTP. */
    SendmailSettings asServer(SendmailSettings.Dialect dialect, SmtpSettings smtp) {
        return new SendmailSettings(command(), dialect, LONG, LONG, UnsupportedReceipt.WARN, Optional.of(smtp));
    }

    /** The arguments of each run. */
    public List<List<String>> runs() {
        if (!Files.exists(folder.resolve("arguments"))) return List.of();
        return read("arguments")
                .lines()
                .map(line -> List.of(line.substring(0, line.length() - 1).split("\t", -1)))
                .toList();
    }

    public byte[] input() {
        try {
            return Files.readAllBytes(folder.resolve("input"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    void await(String file) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!has(file) || read(file).isEmpty()) {
            if (System.nanoTime() > end) throw new AssertionError("the program did not write " + file);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Waits until the process whose number is in a file is no more. */
    void awaitEnd(String file) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long number = Long.parseLong(read(file).strip());
        while (ProcessHandle.of(number).filter(ProcessHandle::isAlive).isPresent()) {
            if (System.nanoTime() > end) throw new AssertionError("the process of " + file + " still runs");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
