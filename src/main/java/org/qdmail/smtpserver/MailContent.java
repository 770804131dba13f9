package org.qdmail.smtpserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The octets of a caught mail, in memory or in a file; exactly as on the wire, with the dots unstuffed. */
public final class MailContent {
    private final byte[] heap;
    private final @Nullable Path file;
    private final long size;
    private final WireFacts facts;

    MailContent(byte[] heap, @Nullable Path file, long size, WireFacts facts) {
        this.heap = heap;
        this.file = file;
        this.size = size;
        this.facts = facts;
    }

    public long sizeOctets() {
        return size;
    }

    /** What a reader of the mail has to know about its octets. */
    public WireFacts facts() {
        return facts;
    }

    /**
     * A new stream over all octets.
     *
     * @throws IOException when the mail has been removed meanwhile
     */
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(heap) : Files.newInputStream(file);
    }

    /** Removes the file, if there is one. */
    void discard() {
        if (file == null) return;
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
