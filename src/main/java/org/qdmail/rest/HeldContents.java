package org.qdmail.rest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.message.ContentWriter;

/** The files of one request, freed when it has been answered. */
final class HeldContents implements AutoCloseable {
    /** So many octets of a file stay in heap. */
    private static final int HEAP_OCTETS = 16 * 1024;

    private final Path directory;
    private final List<ContentWriter> writers = new ArrayList<>();

    HeldContents(Path directory) {
        this.directory = directory;
    }

    ContentWriter next() {
        ContentWriter writer = new ContentWriter(directory, HEAP_OCTETS);
        writers.add(writer);
        return writer;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (ContentWriter writer : writers) {
            try {
                writer.close();
            } catch (IOException failure) {
                if (first == null) first = failure;
                else first.addSuppressed(failure);
            }
        }
        if (first != null) throw first;
    }
}
