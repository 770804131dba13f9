package org.qdmail.smtpserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes the octets of one mail: first in memory, then in a file that only its owner can read. A disk that fails does
 * not disturb the dialogue, which has to go on behind the mail: the mail is then broken. For one thread.
 */
final class MailWriter implements Sink, AutoCloseable {
    private static final Logger LOG = System.getLogger(MailWriter.class.getName());

    private final ServerLimits limits;
    private final WireFacts facts = new WireFacts();
    private ByteArrayOutputStream heap = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream fileStream;
    private long size;
    private boolean broken;
    private boolean finished;

    MailWriter(ServerLimits limits) {
        this.limits = limits;
    }

    /** Takes octets; those beyond the limit are counted and dropped. */
    @Override
    public void write(byte[] block, int offset, int length) {
        size += length;
        if (broken || isTooLarge()) return;
        facts.see(block, offset, length);
        try {
            if (fileStream == null && size > limits.heapOctets()) moveToFile();
            if (fileStream == null) heap.write(block, offset, length);
            else fileStream.write(block, offset, length);
        } catch (IOException failure) {
            breakWith(failure);
        }
    }

    private void moveToFile() throws IOException {
        Path created = Files.createTempFile(limits.spool(), "qdmail-mailbox-", ".eml"); // owner only, where it can be
        file = created;
        OutputStream out = Files.newOutputStream(created);
        fileStream = out;
        heap.writeTo(out);
        heap = new ByteArrayOutputStream(0);
    }

    private void breakWith(IOException failure) {
        broken = true;
        LOG.log(Level.WARNING, "the mailbox cannot write into " + limits.spool(), failure);
    }

    long sizeOctets() {
        return size;
    }

    boolean isTooLarge() {
        return size > limits.maxStoredOctets();
    }

    /** Whether a disk failed. */
    boolean isBroken() {
        return broken;
    }

    MailContent finish() {
        closeStream();
        finished = true;
        return new MailContent(heap.toByteArray(), file, size, facts);
    }

    private void closeStream() {
        try {
            if (fileStream != null) fileStream.close();
        } catch (IOException failure) {
            breakWith(failure);
        }
    }

    /** Discards what was written, unless it is finished. */
    @Override
    public void close() {
        if (finished) return;
        closeStream();
        try {
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException failure) {
            breakWith(failure);
        }
    }
}
