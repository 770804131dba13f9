package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.Outcome.State;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/** Programs that do not end by themselves: what is known of the mail, and that no cut mail is ever sent. */
class SendmailEndTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String SMALL = "Subject: hello\r\n\r\nhello\r\n";
    /** More than a pipe holds. */
    private static final String LARGE = SMALL + "x".repeat(70).concat("\r\n").repeat(20_000);
    /** Would take a cut mail for a whole one: it notes that its input has ended. */
    private static final String NEVER_READS = "echo $$ > number; sleep 300; cat > input; echo yes > ended";

    private static final Envelope ENVELOPE =
            Envelope.plain(EmailAddress.of("shop@example.com"), List.of(EmailAddress.of("bob@example.net")));

    @TempDir
    Path folder;

    @Test
    void n4TimeIsOverWithInputOpen() {
        FakeProgram program = new FakeProgram(folder, NEVER_READS);

        Outcome outcome = deliver(program, LARGE, Duration.ofSeconds(1), LONG);

        assertThat(outcome.state()).isEqualTo(State.DEFERRED);
        assertThat(outcome.number()).contains("MAIL-0609");
        assertThat(outcome.isRetryable()).isTrue();
        program.awaitEnd("number");
        assertThat(program.has("ended")).isFalse();
    }

    @Test
    void n4TheDeadlineCountsWhileInputIsOpen() {
        FakeProgram program = new FakeProgram(folder, NEVER_READS);

        Outcome outcome = deliver(program, LARGE, LONG, Duration.ofSeconds(1));

        assertThat(outcome.state()).isEqualTo(State.DEFERRED);
        assertThat(outcome.number()).contains("MAIL-0609");
    }

    @Test
    void n4TheDeadlineCountsNoLongerWhenInputIsClosed() {
        FakeProgram program = new FakeProgram(folder, "cat > input; sleep 2");

        assertThat(deliver(program, SMALL, LONG, Duration.ofSeconds(1)).state()).isEqualTo(State.ACCEPTED);
    }

    /** A script around the program: its child has the same input. */
    @Test
    void n4ChildrenAreKilledBeforeTheirInputEnds() {
        FakeProgram program = new FakeProgram(
                folder,
                """
                sh -c 'echo $$ > child; sleep 300; cat > input; echo yes > ended'
                sh -c 'cat > input; echo yes > ended'
                true""");

        Outcome outcome = deliver(program, LARGE, Duration.ofSeconds(1), LONG);

        assertThat(outcome.state()).isEqualTo(State.DEFERRED);
        program.awaitEnd("child");
        assertThat(program.has("ended")).isFalse();
    }

    @Test
    void n4TimeIsOverWithInputClosed() {
        FakeProgram program = new FakeProgram(folder, "cat > input; echo $$ > number; sleep 300");

        Outcome outcome = deliver(program, SMALL, Duration.ofSeconds(2), LONG);

        assertThat(outcome.state()).isEqualTo(State.UNKNOWN);
        assertThat(outcome.number()).contains("MAIL-0618");
        assertThat(outcome.isRetryable()).isFalse();
        program.awaitEnd("number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL", "SEGV"})
    void n4ASignalWithInputOpen(String signal) {
        Outcome outcome = deliver(new FakeProgram(folder, "kill -" + signal + " $$"), LARGE, LONG, LONG);

        assertThat(outcome.state()).isEqualTo(State.DEFERRED);
        assertThat(outcome.number()).contains("MAIL-0609");
    }

    @Test
    void n4ASignalWithInputClosed() {
        Outcome outcome = deliver(new FakeProgram(folder, "cat > input; kill -KILL $$"), SMALL, LONG, LONG);

        assertThat(outcome.state()).isEqualTo(State.UNKNOWN);
        assertThat(outcome.number()).contains("MAIL-0618");
    }

    @Test
    void n4Code0WithoutReadingTheInput() {
        Outcome outcome = deliver(new FakeProgram(folder, "exit 0"), LARGE, LONG, LONG);

        assertThat(outcome.state()).isEqualTo(State.UNKNOWN);
        assertThat(outcome.number()).contains("MAIL-0618");
    }

    @Test
    void n4AnotherCodeWithoutReadingTheInput() {
        Outcome outcome = deliver(new FakeProgram(folder, "echo no; exit 64"), LARGE, LONG, LONG);

        assertThat(outcome.state()).isEqualTo(State.REFUSED);
        assertThat(outcome.fault().orElseThrow().text()).endsWith("ended with code 64: no");
    }

    @Test
    void w4AnInterruptKillsWithInputOpen() throws Exception {
        FakeProgram program = new FakeProgram(folder, NEVER_READS);

        Outcome outcome = interrupted(program, LARGE, "number");

        assertThat(outcome.state()).isEqualTo(State.DEFERRED);
        assertThat(outcome.number()).contains("MAIL-0617");
        program.awaitEnd("number");
        assertThat(program.has("ended")).isFalse();
    }

    @Test
    void w4AnInterruptKillsWithInputClosed() throws Exception {
        FakeProgram program = new FakeProgram(folder, "cat > input; echo $$ > number; sleep 300");

        Outcome outcome = interrupted(program, SMALL, "number");

        assertThat(outcome.state()).isEqualTo(State.UNKNOWN);
        program.awaitEnd("number");
    }

    private Outcome interrupted(FakeProgram program, String mail, String started) throws Exception {
        AtomicReference<Boolean> flag = new AtomicReference<>();
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            result.complete(deliver(program, mail, LONG, LONG));
            flag.set(Thread.interrupted());
        });
        thread.start();
        program.await(started);
        thread.interrupt();
        Outcome outcome = result.get(20, TimeUnit.SECONDS);
        thread.join();
        assertThat(flag).hasValue(true);
        return outcome;
    }

    @Test
    void w5ClosingKillsAndTakesNoFurtherMail() throws Exception {
        FakeProgram program = new FakeProgram(folder, NEVER_READS);
        Route route = SendmailRoute.open(settings(program, LONG));
        CompletableFuture<Outcome> result = CompletableFuture.supplyAsync(() -> deliver(route, LARGE, LONG));
        program.await("number");
        Thread closing = new Thread(() -> {
            Thread.currentThread().interrupt(); // so it does not wait for the end of what runs
            route.close();
        });
        closing.start();

        Outcome outcome = result.get(20, TimeUnit.SECONDS);

        assertThat(outcome.state()).isEqualTo(State.DEFERRED);
        assertThat(outcome.number()).contains("MAIL-0617");
        program.awaitEnd("number");
        assertThatThrownBy(() -> deliver(route, SMALL, LONG))
                .isInstanceOf(QueueUnavailable.class)
                .hasMessageStartingWith("MAIL-0004");
    }

    static Stream<Throwable> noThread() {
        return Stream.of(
                new RejectedExecutionException("closed"), new OutOfMemoryError("unable to create native thread"));
    }

    /** Its output may have a thread already, but none is left to write the mail. */
    @ParameterizedTest
    @MethodSource("noThread")
    void w5AProgramWithoutAThreadIsKilledWithInputOpen(Throwable why) {
        FakeProgram program = new FakeProgram(folder, "cat > input; echo yes > ended; sleep 300");
        AtomicInteger started = new AtomicInteger();
        Executor scarce = task -> {
            if (started.getAndIncrement() == 0) new Thread(task).start();
            else if (why instanceof Error error) throw error;
            else throw (RuntimeException) why;
        };
        try (FrozenMail mail = frozen(SMALL, folder)) {
            List<String> command = List.of(program.command().toString());
            Throwable thrown = null;
            try {
                SendmailRun.start(command, mail, scarce);
            } catch (IOException | RuntimeException | Error failure) { // JUnit ends all tests at an OutOfMemoryError
                thrown = failure;
            }

            assertThat(thrown).isInstanceOf(IOException.class);
            assertThat(thrown).hasCause(why);
            awaitNoProgram();
            assertThat(program.has("ended")).isFalse();
        }
    }

    private void awaitNoProgram() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end && runsHere()) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(runsHere()).isFalse();
    }

    private boolean runsHere() {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    }

    @Test
    void noProgramStartsWhenTheTimeIsOver() {
        FakeProgram program = FakeProgram.taking(folder);

        Outcome outcome = deliver(program, SMALL, LONG, Duration.ofNanos(1));

        assertThat(outcome.state()).isEqualTo(State.NOT_ATTEMPTED);
        assertThat(outcome.number()).contains("MAIL-0609");
        assertThat(program.runs()).isEmpty();
    }

    @Test
    void w1ASpoolFileThatWasCutIsNotSent() throws IOException {
        FakeProgram program = new FakeProgram(folder, "echo $$ > number; cat > input; echo yes > ended");
        Path spool = Files.createDirectory(folder.resolve("spool"));
        try (Route route = SendmailRoute.open(settings(program, LONG));
                FrozenMail mail = frozen(LARGE, spool)) {
            cut(spool);

            Outcome outcome = route.deliver(ENVELOPE, mail, route.startDeadline())
                    .outcomes()
                    .get(0);

            assertThat(outcome.state()).isEqualTo(State.DEFERRED);
            assertThat(outcome.number()).contains("MAIL-0006");
            program.awaitEnd("number");
            assertThat(program.has("ended")).isFalse();
        }
    }

    private static void cut(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            files.forEach(file -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }

    private Outcome deliver(FakeProgram program, String mail, Duration timeout, Duration deadline) {
        try (Route route = SendmailRoute.open(settings(program, timeout))) {
            return deliver(route, mail, deadline);
        }
    }

    private Outcome deliver(Route route, String mail, Duration deadline) {
        try (FrozenMail frozen = frozen(mail, folder)) {
            return route.deliver(ENVELOPE, frozen, Deadline.in(deadline, WireTime.ofSystem()))
                    .outcomes()
                    .get(0);
        }
    }

    private static FrozenMail frozen(String mail, Path spool) {
        byte[] octets = mail.getBytes(StandardCharsets.UTF_8);
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(spool, 1024, 1 << 24))) {
            writer.write(octets, 0, octets.length);
            return writer.freeze();
        }
    }

    private static SendmailSettings settings(FakeProgram program, Duration timeout) {
        return new SendmailSettings(
                program.command(), SendmailSettings.Dialect.POSTFIX, timeout, LONG, UnsupportedReceipt.WARN);
    }
}
