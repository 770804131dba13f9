package org.qdmail.octets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;

/** A file that only its owner can read, removed when the mail is closed. Its handle stays open from first to last. */
final class SpoolFile implements Octets {
    private static final int BLOCK = 64 * 1024;
    private static final int PENDING = 4 * BLOCK; // a seventh faster than one block

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer pending = ByteBuffer.allocate(PENDING);
    private long size;

    private SpoolFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static SpoolFile create(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "qdmail-", ".spool", ownerOnly());
        try {
            return new SpoolFile(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException failure) {
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    void append(byte[] block, int offset, int length) throws IOException {
        if (length > pending.remaining()) flush();
        if (length > pending.remaining()) writeAll(ByteBuffer.wrap(block, offset, length));
        else pending.put(block, offset, length);
        size += length;
    }

    void finish() throws IOException {
        flush();
    }

    private void flush() throws IOException {
        pending.flip();
        writeAll(pending);
        pending.clear();
    }

    private void writeAll(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) channel.write(octets);
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
        if (position >= size) return -1;
        try {
            int wanted = (int) Math.min(length, size - position);
            int count = channel.read(ByteBuffer.wrap(into, offset, wanted), position);
            if (count <= 0) throw new QueueUnavailable(DoorFaults.spoolNotReadable());
            return count;
        } catch (IOException failure) {
            throw new QueueUnavailable(DoorFaults.spoolNotReadable(), failure);
        }
    }

    @Override
    public <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E {
        byte[] block = new byte[BLOCK];
        long position = 0;
        while (position < size) {
            int count = read(position, block, 0, BLOCK);
            consumer.accept(block, 0, count);
            position += count;
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
