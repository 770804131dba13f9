package org.qdmail.message;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a regular file and fails at its end when another hand wrote to it meanwhile. */
final class UnchangedFile extends FilterInputStream {
    private final Path file;
    private final BasicFileAttributes before;
    private long count;

    private UnchangedFile(Path file, BasicFileAttributes before, InputStream stream) {
        super(stream);
        this.file = file;
        this.before = before;
    }

    /** A device or pipe could block without end, so only a regular file is opened. */
    static InputStream open(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        if (!attributes.isRegularFile()) throw new IOException("not a regular file");
        return new UnchangedFile(file, attributes, stream(file));
    }

    /** A channel would end at an interrupt of the thread that reads, which something else is to tell of. */
    private static InputStream stream(Path file) throws IOException {
        boolean isOfMachine = file.getFileSystem().equals(FileSystems.getDefault());
        return isOfMachine ? new FileInputStream(file.toFile()) : Files.newInputStream(file);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] block, int offset, int length) throws IOException {
        int read = super.read(block, offset, length);
        if (read < 0) checkUnchanged();
        else count += read;
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long left = Math.max(0, before.size() - count); // a file lets itself be skipped behind its end, and backwards
        long skipped = super.skip(Math.max(0, Math.min(wanted, left)));
        count += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void checkUnchanged() throws IOException {
        BasicFileAttributes after = attributes(file);
        boolean same = count == before.size()
                && after.size() == before.size()
                && after.lastModifiedTime().equals(before.lastModifiedTime());
        if (!same) throw new IOException("the file changed while it was read");
    }
}
