package org.qdmail.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;

/**
 * Takes the octets of a content piece by piece, for callers to whom they come without being asked for. Few stay in heap,
 * more go to a file without a name that only its owner can read. For one thread; closing it ends the content as well.
 */
public final class ContentWriter extends OutputStream {
    private final Path directory;
    private final int heapOctets;
    private ByteArrayOutputStream heap = new ByteArrayOutputStream();
    private @Nullable HeldFile file;
    private boolean isClosed;

    /**
     * An empty one.
     *
     * @param directory where a file would be
     * @param heapOctets how many octets stay in heap
     */
    public ContentWriter(Path directory, int heapOctets) {
        if (heapOctets < 0) throw new IllegalArgumentException("heap for " + heapOctets + " octets");
        this.directory = directory;
        this.heapOctets = heapOctets;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /**
     * Takes octets.
     *
     * @throws QueueUnavailable when the directory cannot be written (MAIL-0006)
     */
    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (isClosed) throw new IOException("the content is closed");
        try {
            hold(octets, offset, length);
        } catch (IOException failure) {
            throw new QueueUnavailable(DoorFaults.spoolNotWritable(directory), failure);
        }
    }

    private void hold(byte[] octets, int offset, int length) throws IOException {
        if (file == null && heap.size() + length > heapOctets) {
            byte[] first = heap.toByteArray();
            file = HeldFile.in(directory);
            file.append(first, 0, first.length);
            heap = new ByteArrayOutputStream(0);
        }
        if (file == null) heap.write(octets, offset, length);
        else file.append(octets, offset, length);
    }

    /**
     * What was written until it is opened, readable until this writer is closed.
     *
     * @throws org.qdmail.failure.InvalidMessage when the media type is none (MAIL-0243)
     */
    public Content content(String mediaType) {
        return Content.of(this::open, mediaType);
    }

    private InputStream open() throws IOException {
        if (isClosed) throw new IOException("the content is closed");
        return file == null ? new ByteArrayInputStream(heap.toByteArray()) : file.open();
    }

    /** Frees heap and file. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        heap = new ByteArrayOutputStream(0);
        if (file != null) file.close();
    }
}
