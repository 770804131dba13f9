package org.qdmail.octets;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;

/**
 * A file that only its owner can read, removed when the mail is closed. Its handle stays open from first to last, also when
 * the thread that writes or reads is interrupted: a channel would be closed by that, and the mail lost.
 */
final class SpoolFile implements Octets {
    private static final System.Logger LOG = System.getLogger(SpoolFile.class.getName());
    private static final int BLOCK = 64 * 1024;
    private static final int PENDING = 4 * BLOCK; // a seventh faster than one block
    private static final byte[] NONE = new byte[0];

    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock(); // of the file's position
    private byte[] pending; // nothing once it is written: many frozen mails would fill the heap that they spare
    private int filled;
    private long size;

    private SpoolFile(Path path, RandomAccessFile file, byte[] pending) {
        this.path = path;
        this.file = file;
        this.pending = pending;
    }

    static SpoolFile create(Path directory) throws IOException {
        byte[] pending = new byte[PENDING]; // first: a full heap leaves no file behind
        Path path = Files.createTempFile(directory, "qdmail-", ".spool", ownerOnly());
        try {
            return new SpoolFile(path, new RandomAccessFile(path.toFile(), "rw"), pending);
        } catch (IOException | RuntimeException | Error failure) {
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
        if (length > pending.length - filled) flush();
        if (length > pending.length) file.write(block, offset, length);
        else hold(block, offset, length);
        size += length;
    }

    private void hold(byte[] block, int offset, int length) {
        System.arraycopy(block, offset, pending, filled, length);
        filled += length;
    }

    /** Ends the writing. */
    void finish() throws IOException {
        flush();
        pending = NONE;
    }

    private void flush() throws IOException {
        file.write(pending, 0, filled);
        filled = 0;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
        if (position >= size) return -1;
        int wanted = (int) Math.min(length, size - position);
        lock.lock();
        try {
            file.seek(position);
            int count = file.read(into, offset, wanted);
            if (count <= 0) throw new QueueUnavailable(DoorFaults.spoolNotReadable());
            return count;
        } catch (IOException failure) {
            throw new QueueUnavailable(DoorFaults.spoolNotReadable(), failure);
        } finally {
            lock.unlock();
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

    /** Never throws: the mail may have been accepted, and a failure now would have it sent once more. */
    @Override
    public void close() {
        pending = NONE;
        filled = 0;
        try {
            file.close();
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "the spool file " + path + " was not closed: " + failure);
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.WARNING, "the spool file " + path + " stays: " + failure);
        }
    }
}
