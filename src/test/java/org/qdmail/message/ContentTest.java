package org.qdmail.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.InvalidMessage;

class ContentTest {
    private static final byte[] OCTETS = {1, 2, 3};

    @TempDir
    Path directory;

    @Test
    void copiesOctets() throws IOException {
        byte[] given = OCTETS.clone();
        Content content = Content.of(given, "image/png");
        given[0] = 9;

        assertThat(read(content)).isEqualTo(OCTETS);
        assertThat(read(content)).isEqualTo(OCTETS);
        assertThat(content.sizeOctets()).hasValue(3);
        assertThat(content.fileName()).isEmpty();
        assertThat(content).hasToString("image/png");
    }

    @Test
    void readsAFileWhenOpened() throws IOException {
        Path file = directory.resolve("a.csv");
        Content content = Content.of(file);
        Files.write(file, OCTETS);

        assertThat(content.mediaType()).isEqualTo("text/csv");
        assertThat(content.fileName()).contains("a.csv");
        assertThat(content.sizeOctets()).isEmpty();
        assertThat(read(content)).isEqualTo(OCTETS);
    }

    @Test
    void readsAFileOctetByOctet() throws IOException {
        Path file = Files.write(directory.resolve("a.bin"), new byte[] {-1, 0});

        try (InputStream stream = Content.of(file).open()) {
            assertThat(stream.read()).isEqualTo(255);
            assertThat(stream.skip(1)).isEqualTo(1);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.markSupported()).isFalse();
        }
    }

    @Test
    void readsAFileOnAnInterruptedThread() throws IOException {
        Path file = Files.write(directory.resolve("a.bin"), OCTETS);

        Thread.currentThread().interrupt();
        assertThat(read(Content.of(file))).isEqualTo(OCTETS);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void skipsAFileNoFurtherThanToItsEnd() throws IOException {
        Path file = Files.write(directory.resolve("a.bin"), new byte[5]);

        try (InputStream stream = Content.of(file).open()) {
            assertThat(stream.skip(3)).isEqualTo(3);
            assertThat(stream.skip(-2)).isZero();
            assertThat(stream.skip(10)).isEqualTo(2);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void readsAFileOfAnotherFileSystem() throws IOException {
        Path archive = directory.resolve("a.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path file = Files.write(zip.getPath("a.bin"), OCTETS);

            assertThat(read(Content.of(file))).isEqualTo(OCTETS);
        }
    }

    @Test
    void w2FailsForAFileThatIsMissing() {
        assertThatThrownBy(() -> Content.of(directory.resolve("none")).open()).isInstanceOf(IOException.class);
    }

    @Test
    void w2FailsForADirectory() {
        assertThatThrownBy(() -> Content.of(directory).open()).hasMessage("not a regular file");
    }

    @Test
    void w2FailsForAFileThatGrowsWhileItIsRead() throws IOException {
        Path file = Files.write(directory.resolve("a"), OCTETS);

        try (InputStream stream = Content.of(file).open()) {
            Files.write(file, new byte[] {1, 2, 3, 4});
            assertThatThrownBy(stream::readAllBytes).hasMessage("the file changed while it was read");
        }
    }

    @Test
    void w2FailsForAFileThatIsCutWhileItIsRead() throws IOException {
        Path file = Files.write(directory.resolve("a"), OCTETS);

        try (InputStream stream = Content.of(file).open()) {
            Files.write(file, new byte[] {1});
            assertThatThrownBy(stream::readAllBytes).hasMessage("the file changed while it was read");
        }
    }

    @Test
    void w2FailsForAFileThatIsRewrittenWhileItIsRead() throws IOException {
        Path file = Files.write(directory.resolve("a"), OCTETS);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        try (InputStream stream = Content.of(file).open()) {
            Files.write(file, new byte[] {4, 5, 6});
            assertThatThrownBy(stream::readAllBytes).hasMessage("the file changed while it was read");
        }
    }

    @Test
    void opensASourceEachTimeItIsAsked() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        Content content = Content.of(
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(OCTETS);
                },
                "image/tiff");
        assertThat(opened).hasValue(0);

        assertThat(read(content)).isEqualTo(OCTETS);
        assertThat(read(content)).isEqualTo(OCTETS);
        assertThat(opened).hasValue(2);
    }

    @Test
    void w2TurnsWhatASourceThrowsIntoAnIoException() {
        IllegalStateException cause = new IllegalStateException("secret");
        Content.Source throwing = () -> {
            throw cause;
        };

        assertThatThrownBy(() -> Content.of(throwing, "image/png").open())
                .isInstanceOf(IOException.class)
                .hasMessage("the source threw java.lang.IllegalStateException")
                .hasCause(cause);
    }

    @Test
    void w2FailsForASourceWithoutStream() {
        assertThatThrownBy(() ->
                        Content.of((Content.Source) () -> null, "image/png").open())
                .isInstanceOf(IOException.class)
                .hasMessage("the source gave no stream");
    }

    @Test
    void readsAStreamAtOnceAndClosesIt() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        InputStream stream = new ByteArrayInputStream(OCTETS) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        Content content = Content.of(stream, "application/pdf");

        assertThat(closed).hasValue(1);
        assertThat(content.sizeOctets()).hasValue(3);
        assertThat(read(content)).isEqualTo(OCTETS);
        assertThat(read(content)).isEqualTo(OCTETS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024 * 1024, 1024 * 1024 + 1, 3_000_000})
    void holdsStreamsOfEverySize(int size) throws IOException {
        byte[] octets = new byte[size];
        new java.util.Random(42).nextBytes(octets);

        Content content = Content.of(new ByteArrayInputStream(octets), "application/pdf");

        assertThat(content.sizeOctets()).hasValue(size);
        assertThat(Arrays.equals(read(content), octets)).isTrue();
        assertThat(Arrays.equals(read(content), octets)).isTrue();
    }

    @Test
    void readsAHeldFileFromTwoPlacesAtOnce() throws IOException {
        byte[] octets = new byte[1_100_000];
        Arrays.fill(octets, 1_050_000, octets.length, (byte) -2);
        Content content = Content.of(new ByteArrayInputStream(octets), "application/pdf");

        try (InputStream first = content.open();
                InputStream second = content.open()) {
            assertThat(first.skip(1_050_000)).isEqualTo(1_050_000);
            assertThat(second.read()).isZero();
            assertThat(first.read()).isEqualTo(254);
            assertThat(second.read(new byte[4], 0, 0)).isZero();
            assertThat(first.readAllBytes()).hasSize(49_999);
            assertThat(first.read()).isEqualTo(-1);
        }
    }

    @Test
    void readsAHeldFileOnAnInterruptedThread() throws IOException {
        Content content = Content.of(new ByteArrayInputStream(new byte[1_100_000]), "application/pdf");

        Thread.currentThread().interrupt();
        assertThat(read(content)).hasSize(1_100_000);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(read(content)).hasSize(1_100_000);
    }

    @Test
    void leavesNoNameOfAHeldFileBehind() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Content content = Content.of(new ByteArrayInputStream(new byte[1_100_000]), "application/pdf");

        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".content"));
        }
        assertThat(content.sizeOctets()).hasValue(1_100_000);
    }

    @Test
    void w2FailsForAStreamThatFails() {
        IOException cause = new IOException("secret");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw cause;
            }

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                throw cause;
            }
        };

        assertThatThrownBy(() -> Content.of(failing, "image/png"))
                .isInstanceOf(ContentUnreadable.class)
                .hasMessage("MAIL-0240 the content could not be read: the stream failed with java.io.IOException")
                .hasCause(cause);
        assertThatThrownBy(() -> Content.of(
                        new SequenceInputStream(new ByteArrayInputStream(new byte[1_100_000]), failing), "image/png"))
                .isInstanceOf(ContentUnreadable.class)
                .hasCause(cause);
    }

    @Test
    void readsAFileByItsUri() throws IOException {
        Path file = Files.write(directory.resolve("logo x.png"), OCTETS);
        Content content = Content.of(file.toUri());

        assertThat(content.mediaType()).isEqualTo("image/png");
        assertThat(content.fileName()).contains("logo x.png");
        assertThat(read(content)).isEqualTo(OCTETS);
        assertThat(Content.of(file.toUri(), "image/webp").mediaType()).isEqualTo("image/webp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:/org/qdmail/message/content.txt",
                "classpath:org/qdmail/message/content.txt",
                "CLASSPATH:/org/qdmail/message/%63ontent.txt"
            })
    void readsAResource(String uri) throws IOException {
        Content content = Content.of(URI.create(uri));

        assertThat(content.fileName()).contains("content.txt");
        assertThat(content.mediaType()).isEqualTo("text/plain");
        assertThat(new String(read(content), US_ASCII)).startsWith("found");
    }

    @Test
    void looksForAResourceWithTheLoaderOfTheCallerOnly() throws Exception {
        Files.createDirectories(directory.resolve("mail"));
        Files.writeString(directory.resolve("mail/only-there.txt"), "there");
        try (URLClassLoader other =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            Thread.currentThread().setContextClassLoader(other);
            assertThatThrownBy(() -> Content.of(URI.create("classpath:/mail/only-there.txt"))
                            .open())
                    .isInstanceOf(IOException.class)
                    .hasMessage("no such resource on the class path");
        } finally {
            Thread.currentThread().setContextClassLoader(ContentTest.class.getClassLoader());
        }
    }

    @Test
    void looksForAResourceWithTheLoaderOfTheCaller() throws Exception {
        Files.createDirectories(directory.resolve("mail"));
        Files.writeString(directory.resolve("mail/only-there.txt"), "there");
        URL[] there = {directory.toUri().toURL()};
        try (URLClassLoader other = new CallersLoader(there)) {
            Object caller = other.loadClass(Caller.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            @SuppressWarnings("unchecked")
            Function<URI, Content> resources = (Function<URI, Content>) caller;

            Content content = resources.apply(URI.create("classpath:/mail/only-there.txt"));

            assertThat(new String(read(content), US_ASCII)).isEqualTo("there");
        }
    }

    /** A class of an application that has a class loader of its own. */
    public static final class Caller implements Function<URI, Content> {
        @Override
        public Content apply(URI uri) {
            return Content.of(uri);
        }
    }

    private static final class CallersLoader extends URLClassLoader {
        CallersLoader(URL[] urls) {
            super(urls, ContentTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Caller.class.getName())) return super.loadClass(name, resolve);
            try (InputStream code = Caller.class.getResourceAsStream("ContentTest$Caller.class")) {
                byte[] octets = code.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/logo.png",
                "https://example.com/logo.png",
                "jar:file:/a.jar!/b",
                "logo.png",
                "/logo.png",
                "file:logo.png",
                "file://host/logo.png",
                "file:///logo.png?x",
                "file:///logo.png#x",
                "classpath:/../logo.png",
                "classpath:/mail/%2e%2e/logo.png",
                "classpath:/mail/./logo.png",
                "classpath:/mail//logo.png",
                "classpath:/mail/",
                "classpath://host/logo.png",
                "classpath:/logo.png#x",
                "classpath:/",
                "data:text/plain,x",
            })
    void refusesOtherPlaces(String uri) {
        assertThatThrownBy(() -> Content.of(URI.create(uri)))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0241 the URI is not file:/absolute/path or classpath:/path; open other sources"
                        + " yourself and give a Content.Source");
    }

    private static byte[] read(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            return stream.readAllBytes();
        }
    }
}
