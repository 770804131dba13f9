package org.qdmail.octets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The exact octets of a mail, fixed once: retries, size checks, signatures and copies all use them. CRLF ends every
 * line, the last one too. May be read by several threads at once; closing it removes the spool file.
 */
public final class FrozenMail implements AutoCloseable {
    private final Octets octets;
    private final long size;
    private final LineGate facts;
    private final AtomicBoolean closed = new AtomicBoolean();

    FrozenMail(Octets octets, long size, LineGate facts) {
        this.octets = octets;
        this.size = size;
        this.facts = facts;
    }

    /** The size with CRLF line ends, without dot-stuffing: the value of SIZE (RFC 1870 section 4). */
    public long sizeOctets() {
        return size;
    }

    /** Whether no octet is above 7F. */
    public boolean isSevenBit() {
        return facts.isSevenBit();
    }

    /** Whether the header block is ASCII; if not, the mail needs SMTPUTF8 (RFC 6531). */
    public boolean headerIsAscii() {
        return facts.isHeaderAscii();
    }

    /** Whether a line begins with a dot, so that DATA has to double it (RFC 5321 section 4.5.2). */
    public boolean hasDotLine() {
        return facts.hasDotLine();
    }

    /**
     * Hands all octets over in order, in blocks of at most 64 KiB.
     *
     * @throws org.qdmail.failure.QueueUnavailable when the spool file was cut (MAIL-0006)
     */
    public <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E {
        requireOpen();
        octets.forEachBlock(consumer);
    }

    /** A new stream from the first octet on; valid until this mail is closed. */
    public InputStream newInputStream() {
        requireOpen();
        return new OctetsInputStream(octets);
    }

    public void writeTo(OutputStream out) throws IOException {
        this.<IOException>forEachBlock(out::write);
    }

    private void requireOpen() {
        if (closed.get()) throw new IllegalStateException("the frozen mail is closed");
    }

    /** Frees heap or spool file; doing it again is harmless. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) octets.close();
    }
}
