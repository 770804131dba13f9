package org.qdmail.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;
import org.qdmail.message.Content;
import org.qdmail.message.ContentWriter;

/**
 * Opens the contents of a mail. Where it has several copies each content is read for the first and held for the others until
 * this is closed, so that all recipients get the same octets. For one thread.
 */
public final class Contents implements AutoCloseable {
    /** Holds nothing. */
    public static final Contents OF_ONE_COPY = new Contents(Optional.empty(), 0, 0);

    private static final String TYPE = "application/octet-stream"; // nobody asks
    private static final int BLOCK = 64 * 1024;

    private final Optional<Path> directory;
    private final long maxOctets;
    private final IdentityHashMap<Content, Content> held = new IdentityHashMap<>();
    private final List<ContentWriter> files = new ArrayList<>();
    private long heapLeft;

    private Contents(Optional<Path> directory, long heapOctets, long maxOctets) {
        this.directory = directory;
        this.heapLeft = heapOctets;
        this.maxOctets = maxOctets;
    }

    /**
     * Contents for several copies: so many octets of all together stay in heap, the others in files without a name.
     *
     * @param maxOctets a content that is larger is refused (MAIL-0303)
     */
    public static Contents ofCopies(Path directory, long heapOctets, long maxOctets) {
        return new Contents(Optional.of(directory), heapOctets, maxOctets);
    }

    /** Contents for several copies that may be in no file, being secret: what the heap does not take is opened each time. */
    public static Contents ofSecretCopies(long heapOctets) {
        return new Contents(Optional.empty(), heapOctets, Long.MAX_VALUE);
    }

    /** The octets of a content; the caller closes them. */
    InputStream open(Content content, String place) throws IOException {
        Content known = this == OF_ONE_COPY ? content : held.get(content);
        return known == null ? openFirst(content, place) : ContentStream.open(known, place);
    }

    private InputStream openFirst(Content content, String place) throws IOException {
        ContentStream source = ContentStream.open(content, place);
        try {
            return held(content, place, source);
        } catch (IOException | RuntimeException | Error failure) {
            closeAfter(failure, source);
            throw failure;
        }
    }

    private InputStream held(Content content, String place, ContentStream source) throws IOException {
        byte[] first = source.readNBytes((int) Math.min(heapLeft, Integer.MAX_VALUE - 64) + 1);
        if (first.length > heapLeft && directory.isEmpty()) {
            held.put(content, content);
            return new SequenceInputStream(new ByteArrayInputStream(first), source);
        }
        Content all = first.length > heapLeft ? inFile(directory.get(), first, source) : inHeap(first);
        source.close();
        held.put(content, all);
        return ContentStream.open(all, place);
    }

    private Content inHeap(byte[] octets) {
        heapLeft -= octets.length;
        return Content.of(() -> new ByteArrayInputStream(octets), TYPE);
    }

    private Content inFile(Path where, byte[] first, InputStream rest) throws IOException {
        ContentWriter file = new ContentWriter(where, 0);
        files.add(file);
        file.write(first, 0, first.length);
        byte[] block = new byte[BLOCK];
        long octets = first.length;
        for (int count = rest.read(block, 0, BLOCK); count >= 0; count = rest.read(block, 0, BLOCK)) {
            octets += count;
            if (octets > maxOctets) throw InvalidMessage.of(MimeFaults.tooLarge(maxOctets));
            file.write(block, 0, count);
        }
        return file.content(TYPE);
    }

    private static void closeAfter(Throwable failure, ContentStream source) {
        try {
            source.close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** Frees what is held. */
    @Override
    public void close() {
        if (this == OF_ONE_COPY) return; // it is of all threads
        for (ContentWriter file : files) {
            try {
                file.close();
            } catch (IOException failure) {
                // it has no name, so nothing can be left but its handle, which goes with the object
            }
        }
        files.clear();
        held.clear();
    }
}
