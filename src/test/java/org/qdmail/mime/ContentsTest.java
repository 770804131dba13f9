package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.message.Content;

class ContentsTest {
    private static final long MAX = 1_000_000;

    private final Source source = new Source();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 300_000})
    void copiesHaveTheOctetsOfTheFirst(int size) throws IOException {
        source.size = size;
        Content content = Content.of(source, "a/b");
        try (Contents contents = Contents.ofCopies(directory, 100, MAX)) {
            byte[] first = read(contents, content);
            source.letter++;

            assertThat(first).hasSize(size);
            assertThat(read(contents, content)).isEqualTo(first);
            assertThat(read(contents, content)).isEqualTo(first);
            assertThat(source.opened).isEqualTo(1);
            assertThat(source.closed).isEqualTo(1);
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** The first takes 60 octets of the heap, the second has 40. */
    @ParameterizedTest
    @CsvSource({"40, 1", "41, 2"})
    void secretContentsStayInHeapOrAreOpenedAgain(int size, int opened) throws IOException {
        Content other = Content.of(() -> new ByteArrayInputStream(new byte[60]), "a/b");
        source.size = size;
        Content content = Content.of(source, "a/b");
        try (Contents contents = Contents.ofSecretCopies(100)) {
            assertThat(read(contents, other)).hasSize(60);
            assertThat(read(contents, content)).hasSize(size);
            assertThat(read(contents, content)).hasSize(size);
            assertThat(read(contents, other)).hasSize(60);
        }
        assertThat(source.opened).isEqualTo(opened);
        assertThat(source.closed).isEqualTo(opened);
    }

    @Test
    void oneCopyHoldsNothing() throws IOException {
        Content content = Content.of(source, "a/b");
        for (int times = 1; times <= 2; times++) {
            assertThat(read(Contents.OF_ONE_COPY, content)).hasSize(10);
            assertThat(source.opened).isEqualTo(times);
        }
    }

    @Test
    void w2AnEndlessSourceIsTooLarge() {
        source.size = Integer.MAX_VALUE;
        Content content = Content.of(source, "a/b");
        try (Contents contents = Contents.ofCopies(directory, 100, MAX)) {
            assertThatThrownBy(() -> read(contents, content))
                    .isInstanceOf(InvalidMessage.class)
                    .hasMessageStartingWith("MAIL-0303");
        }
        assertThat(source.closed).isEqualTo(1);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1000})
    void w2ASourceThatFailsIsClosed(int heap) {
        source.size = 500;
        source.failsAtEnd = true;
        Content content = Content.of(source, "a/b");
        try (Contents contents = Contents.ofCopies(directory, heap, MAX)) {
            assertThatThrownBy(() -> read(contents, content))
                    .isInstanceOf(ContentUnreadable.class)
                    .hasMessageStartingWith("MAIL-0240 attachments[0]");
        }
        assertThat(source.closed).isEqualTo(1);
    }

    private static byte[] read(Contents contents, Content content) throws IOException {
        try (InputStream stream = contents.open(content, "attachments[0]")) {
            return stream.readAllBytes();
        }
    }

    /** Gives letters, and counts. */
    private static final class Source implements Content.Source {
        private int size = 10;
        private int letter = 'a';
        private boolean failsAtEnd;
        private int opened;
        private int closed;

        @Override
        public InputStream open() {
            opened++;
            return new InputStream() {
                private int left = size;

                @Override
                public int read() throws IOException {
                    byte[] single = new byte[1];
                    return read(single, 0, 1) < 0 ? -1 : single[0];
                }

                @Override
                public int read(byte[] block, int offset, int length) throws IOException {
                    if (left == 0 && failsAtEnd) throw new IOException("gone");
                    if (left == 0) return -1;
                    int count = Math.min(length, left);
                    Arrays.fill(block, offset, offset + count, (byte) letter);
                    left -= count;
                    return count;
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
