package org.qdmail.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Octets in a temporary file that only its owner can read. Its name is removed at once, so that nothing is left behind
 * whatever happens; the space is free when the last reader and this object are gone. Not a channel: one interrupted
 * reader would close it for all.
 */
final class HeldFile {
    /** A stream without end must not fill the disk. */
    private static final long LONGEST = 2L * 1024 * 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private long size;

    private HeldFile(RandomAccessFile file) {
        this.file = file;
    }

    /** An empty one in this directory. */
    static HeldFile in(Path directory) throws IOException {
        return new HeldFile(opened(Files.createTempFile(directory, "qdmail-", ".content")));
    }

    /** Takes these octets and the rest of the stream. */
    static HeldFile of(byte[] first, InputStream rest) throws IOException {
        HeldFile held = new HeldFile(opened(Files.createTempFile("qdmail-", ".content")));
        try {
            held.append(first, 0, first.length);
            byte[] block = new byte[BLOCK];
            for (int count = rest.read(block); count >= 0; count = rest.read(block)) held.append(block, 0, count);
            return held;
        } catch (IOException | RuntimeException failure) {
            held.file.close();
            throw failure;
        }
    }

    /** A new file has the mode 0600 where there are modes. */
    private static RandomAccessFile opened(Path path) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), "rw");
        } finally {
            removeName(path);
        }
    }

    /** Windows keeps the name of an open file; there it goes when the JVM ends. */
    private static void removeName(Path path) {
        if (!path.toFile().delete()) path.toFile().deleteOnExit();
    }

    void append(byte[] block, int offset, int count) throws IOException {
        if (size + count > LONGEST) throw new IOException("more than " + LONGEST + " octets; give a Content.Source");
        file.write(block, offset, count);
        size += count;
    }

    /** Frees the space now; whoever reads on gets an error. */
    void close() throws IOException {
        file.close();
    }

    long size() {
        return size;
    }

    InputStream open() {
        return new Reader();
    }

    private int read(long position, byte[] block, int offset, int length) throws IOException {
        lock.lock();
        try {
            file.seek(position);
            return file.read(block, offset, length);
        } finally {
            lock.unlock();
        }
    }

    private final class Reader extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] block, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, block.length);
            if (length == 0) return 0;
            int count = HeldFile.this.read(position, block, offset, length);
            if (count > 0) position += count;
            return count;
        }
    }
}
