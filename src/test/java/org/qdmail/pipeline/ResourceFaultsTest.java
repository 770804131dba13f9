package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.encryption.CertificateSearch;
import org.qdmail.encryption.SmimeEncryptor;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.MailException;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;
import org.qdmail.mime.Composer;
import org.qdmail.route.RelayRoute;
import org.qdmail.settings.MailerSettings;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;

/** What happens when disk, sources, memory or threads fail: nothing leaves, nothing is left behind. */
class ResourceFaultsTest {
    private static final int LARGE = 100_000;

    private final ManualTime time = new ManualTime();

    @TempDir
    Path directory;

    private Path spool;
    private ScriptedPeer peer;

    @BeforeEach
    void start() throws IOException {
        spool = Files.createDirectory(directory.resolve("spool"));
        peer = ScriptedPeer.playing("send 220 mx.example ESMTP\nehlo\nserve\n");
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void w1NothingIsSentWhenTheSpoolCannotBeWritten() throws IOException {
        try (StandaloneMailService mail = MailService.open(keys())) {
            Files.delete(spool);

            assertThatThrownBy(() -> discard(mail.send(with(Content.of(new byte[LARGE], "a/b")))))
                    .isInstanceOfSatisfying(QueueUnavailable.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0006"));
            assertThat(peer.connections()).isZero();
        }
    }

    @Test
    void w1ASmallMailNeedsNoSpool() throws IOException {
        try (StandaloneMailService mail = MailService.open(keys())) {
            Files.delete(spool);

            assertThat(mail.send("bob@example.net", "x", "y").isAllAccepted()).isTrue();
        }
    }

    static Stream<Arguments> failingSources() {
        return Stream.of(
                Arguments.of("MAIL-0240", source(() -> {
                    throw new IOException("gone");
                })),
                Arguments.of("MAIL-0240", source(() -> {
                    throw new IllegalStateException("closed");
                })),
                Arguments.of(
                        "MAIL-0240",
                        source(() -> new Letters(LARGE, () -> {
                            throw new IOException("gone");
                        }))),
                Arguments.of("MAIL-0303", source(() -> new Letters(Long.MAX_VALUE, () -> {}))));
    }

    @ParameterizedTest
    @MethodSource("failingSources")
    void w2NothingIsSentWhenASourceFails(String number, Content content) throws IOException {
        try (StandaloneMailService mail = MailService.open(keys())) {
            assertThatThrownBy(() -> discard(mail.send(with(content))))
                    .isInstanceOfSatisfying(MailException.class, failure -> assertThat(failure.number())
                            .isEqualTo(number));
            assertThat(peer.connections()).isZero();
            assertSpoolIsEmpty();
        }
    }

    @Test
    void w2NothingIsSentWhenAFileHasVanished() throws IOException {
        Path file = Files.write(directory.resolve("order.bin"), new byte[LARGE]);
        try (StandaloneMailService mail = MailService.open(keys())) {
            MailMessage message = with(Content.of(file));
            Files.delete(file);

            assertThatThrownBy(() -> discard(mail.send(message)))
                    .isInstanceOfSatisfying(ContentUnreadable.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0240"));
            assertThat(peer.connections()).isZero();
            assertSpoolIsEmpty();
        }
    }

    @Test
    void w2AFifoIsNotOpened() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        try (StandaloneMailService mail = MailService.open(keys())) {
            assertThatThrownBy(() -> discard(mail.send(with(Content.of(fifo)))))
                    .isInstanceOfSatisfying(ContentUnreadable.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0240"));
            assertThat(peer.connections()).isZero();
        }
    }

    @Test
    void w1AMailThatWasAcceptedIsSentAlthoughItsSpoolFileStays() {
        Content swapping = source(() -> new ByteArrayInputStream(new byte[LARGE]) {
            @Override
            public void close() throws IOException {
                Path file = onlyFile(spool);
                Files.delete(file);
                Files.createDirectories(file.resolve("x")); // nobody can remove it now, not even root
            }
        });
        try (StandaloneMailService mail = MailService.open(keys())) {
            assertThat(mail.send(with(swapping)).isAllAccepted()).isTrue();
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void w2TheDeadlineBeginsBehindTheReading() {
        Content slow = source(() -> {
            time.advance(Duration.ofHours(1));
            return InputStream.nullInputStream();
        });
        try (StandaloneMailService mail = service(Runnable::run)) {
            assertThat(mail.send(with(slow)).isAllAccepted()).isTrue();
        }
    }

    @Test
    void w3AnErrorIsNotSwallowedAndLeavesNothing() throws IOException {
        Error error = new StackOverflowError();
        Content content = source(() -> new Letters(LARGE, () -> {
            throw error;
        }));
        try (StandaloneMailService mail = MailService.open(keys())) {
            assertThatThrownBy(() -> discard(mail.send(with(content)))).isSameAs(error);
            assertThat(peer.connections()).isZero();
            assertSpoolIsEmpty();
            assertThat(mail.send("bob@example.net", "x", "y").isAllAccepted()).isTrue();
        }
    }

    static Stream<Throwable> noThread() {
        return Stream.of(
                new RejectedExecutionException("full"), new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("noThread")
    void w5WithoutAThreadTheStageFailsAndNothingIsSent(Throwable why) {
        Executor full = task -> {
            if (why instanceof Error error) throw error;
            throw (RuntimeException) why;
        };
        List<Throwable> told = new ArrayList<>();
        try (StandaloneMailService mail = service(full, mailer -> new Failures(told))) {
            assertThat(mail.sendAsync(small()))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(QueueUnavailable.class, failure -> {
                        assertThat(failure.number()).isEqualTo("MAIL-0005");
                        assertThat(failure).hasCause(why);
                        assertThat(told).containsExactly(failure);
                    });
            assertThat(peer.connections()).isZero();
        }
    }

    private record Failures(List<Throwable> told) implements WatchedSend {
        @Override
        public void began(Optional<String> tag) {}

        @Override
        public void rendered(int copies, long octets) {}

        @Override
        public void ended(SendResult result) {}

        @Override
        public void failed(Throwable failure) {
            told.add(failure);
        }
    }

    @Test
    void w5AStageThatIsQueuedWhenTheServiceClosesIsNotSent() {
        Queue<Runnable> queued = new ArrayDeque<>();
        StandaloneMailService mail = service(queued::add);
        CompletableFuture<SendResult> stage = mail.sendAsync(small()).toCompletableFuture();
        assertThat(stage).isNotDone();
        mail.close();
        queued.remove().run();

        assertThat(stage)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(QueueUnavailable.class, failure -> assertThat(failure.number())
                        .isEqualTo("MAIL-0004"));
        assertThat(peer.connections()).isZero();
    }

    private Map<String, String> keys() {
        return Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", String.valueOf(peer.port()),
                "qdmail.defaults.from", "shop@example.com",
                "qdmail.path.temp", spool.toString(),
                "qdmail.limits.message-size", "1M",
                "qdmail.limits.spool-threshold", "16K");
    }

    /** The unnamed mailer in the test's time, with an executor of the test's. */
    private StandaloneMailService service(Executor executor) {
        return service(executor, SendWatch.NONE);
    }

    private StandaloneMailService service(Executor executor, SendWatch watch) {
        MailerSettings settings = Configuration.of(keys())
                .read(UsedNames.STANDALONE, Sessions.NONE)
                .mailers()
                .get("");
        Clock clock = SystemClock.get();
        SecureRandom random = new SecureRandom();
        Signers signers = Signers.load(Map.of(), clock, random);
        MailIds ids = new MailIds(clock, random, MailIds.randomSecret(random));
        return new PipelineMailService(
                "",
                new Completion(settings.defaults(), settings.enforce()),
                new Planning(
                        new ReceiptPlanning(settings.receipt()),
                        settings.limits(),
                        signers,
                        new CertificateSearch(nobody -> List.of(), settings.encryption(), clock),
                        ids),
                new Rendering(
                        new Composer(settings.compose(), clock, random),
                        signers,
                        new SmimeEncryptor(settings.encryption(), random),
                        Optional.empty(),
                        settings.spool()),
                new RelayRoute(new SmtpRelay(settings.route().relay().orElseThrow(), time, HostNames.ofSystem())),
                Events.NONE,
                watch,
                executor);
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private void assertSpoolIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files).isEmpty();
        }
    }

    private static Content source(Content.Source source) {
        return Content.of(source, "application/octet-stream");
    }

    /** So many letters, and then what ends them. */
    private static final class Letters extends InputStream {
        private final End end;
        private long left;

        Letters(long octets, End end) {
            this.left = octets;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0];
        }

        @Override
        public int read(byte[] block, int offset, int length) throws IOException {
            if (left == 0) end.reached();
            int count = (int) Math.min(length, left);
            Arrays.fill(block, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }

        private interface End {
            void reached() throws IOException;
        }
    }

    private static MailMessage with(Content content) {
        return MailMessage.to("bob@example.net")
                .subject("x")
                .text("y")
                .attach(Attachment.of("a.bin", content))
                .build();
    }

    private static MailMessage small() {
        return MailMessage.to("bob@example.net").subject("x").text("y").build();
    }

    private static void discard(SendResult result) {
        assertThat(result).isNotNull();
    }
}
