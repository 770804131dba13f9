package org.qdmail.route;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.WireTime;

/**
 * One run of the program. It is killed before its input could end when the time is over, the thread is interrupted or
 * the route closed: the end of the input is what sends a mail, and half of one must not go.
 */
final class SendmailRun {
    /** What the program knows of our environment. */
    private static final List<String> PASSED_ON = List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE");

    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration DYING = Duration.ofSeconds(5);
    /** Stands for the code of a process that does not even die. */
    private static final int KILLED = 137;

    private final Process process;
    private final SendmailInput input;
    private final SendmailOutput output;
    private final AtomicReference<Guard.@Nullable Cause> cause = new AtomicReference<>();

    private SendmailRun(Process process, FrozenMail mail) {
        this.process = process;
        this.input = new SendmailInput(mail, process.getOutputStream(), this::kill);
        this.output = new SendmailOutput(process.getInputStream());
    }

    /**
     * How it ended.
     *
     * @param code the exit code; 128 and more for a signal
     * @param hadAll whether the program was given the whole mail and the end of its input
     * @param cause why it was killed by us, if it was
     * @param words what it printed first
     * @param wasCut whether the spool file of the mail was cut or removed, so that it was killed
     */
    record Ending(int code, boolean hadAll, Optional<Guard.Cause> cause, String words, boolean wasCut) {
        private static final int FIRST_SIGNAL = 129;
        private static final int LAST_SIGNAL = 192;

        boolean wasKilled() {
            return cause.isPresent() || wasCut || code >= FIRST_SIGNAL && code <= LAST_SIGNAL;
        }
    }

    /**
     * Starts the program, without a shell.
     *
     * @throws IOException when it cannot be started, or was killed with its input open since it gets no thread
     */
    static SendmailRun start(List<String> arguments, FrozenMail mail, Executor threads) throws IOException {
        SendmailRun run =
                new SendmailRun(prepared(arguments).redirectErrorStream(true).start(), mail);
        boolean underWay = false;
        try {
            threads.execute(run.output);
            threads.execute(run.input);
            underWay = true;
        } catch (RejectedExecutionException | OutOfMemoryError noThread) { // closed meanwhile, or none is left
            throw new IOException(noThread);
        } finally {
            if (!underWay) run.kill();
        }
        return run;
    }

    /** In the root directory, with little of our environment. */
    static ProcessBuilder prepared(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(arguments);
        Path root = Path.of(arguments.get(0)).getRoot();
        if (root != null) builder.directory(new File(root.toString()));
        passOn(System.getenv(), builder.environment());
        return builder;
    }

    private static void passOn(Map<String, String> ours, Map<String, String> theirs) {
        theirs.clear();
        for (String name : PASSED_ON) {
            String value = ours.get(name);
            if (value != null) theirs.put(name, value);
        }
    }

    /** Waits for its end: in all for the timeout, and until it was given the whole mail for the deadline at most. */
    Ending await(Duration timeout, Deadline deadline) {
        try {
            Deadline own = Deadline.in(timeout, WireTime.ofSystem());
            boolean over = waitFor(deadline.capNanos(timeout));
            if (!over && input.hasEnded()) over = waitFor(own.capNanos(timeout));
            if (!over) end(Guard.Cause.TIME);
        } catch (InterruptedException interrupted) {
            end(Guard.Cause.INTERRUPT);
            Thread.currentThread().interrupt();
        }
        return ending();
    }

    private boolean waitFor(long nanos) throws InterruptedException {
        return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    private Ending ending() {
        int code = awaitDeath();
        input.await(SETTLING);
        Optional<Throwable> unreadable = input.failure();
        if (unreadable.isPresent()) throwUnlessCut(unreadable.get());
        return new Ending(
                code,
                input.hasEnded(),
                Optional.ofNullable(cause.get()),
                output.words(SETTLING),
                unreadable.isPresent());
    }

    private static void throwUnlessCut(Throwable unreadable) {
        if (unreadable instanceof QueueUnavailable) return;
        if (unreadable instanceof Error error) throw error;
        if (unreadable instanceof RuntimeException exception) throw exception;
    }

    private int awaitDeath() {
        boolean interrupted = Thread.interrupted();
        try {
            return process.waitFor(DYING.toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : KILLED;
        } catch (InterruptedException again) {
            interrupted = true;
            return process.isAlive() ? KILLED : process.exitValue();
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Kills it; harmless when it has ended. */
    void end(Guard.Cause why) {
        if (process.isAlive() && cause.compareAndSet(null, why)) kill();
    }

    /**
     * First the program itself, lest it goes on when a child of its has ended, and at once its children, who have the same
     * input: the JDK ends that when it notices that the program is gone. By handle, as {@code Process.destroyForcibly} would
     * end the input itself and wait for the one who writes to it.
     */
    private void kill() {
        input.abandon();
        List<ProcessHandle> children = process.descendants().toList();
        process.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
