package org.qdmail.octets;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;
import org.qdmail.failure.QueueUnavailable;

/**
 * Takes the octets of a mail once, checks each of them on the way, then freezes them. Closing it before {@link
 * #freeze()} discards everything. For one thread.
 */
public final class FrozenMailWriter extends OutputStream {
    private static final byte[] NO_FIELDS = new byte[0];

    private final SpoolSettings settings;
    private final LineGate gate = new LineGate();
    private final HeapOctets heap = new HeapOctets();
    private @Nullable SpoolFile spool;
    private long size;
    private boolean ended;

    private FrozenMailWriter(SpoolSettings settings) {
        this.settings = settings;
    }

    public static FrozenMailWriter create(SpoolSettings settings) {
        return new FrozenMailWriter(settings);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /**
     * Takes octets.
     *
     * @throws InvalidMessage for a bare CR or LF, NUL or a line over 998 octets (MAIL-0304), or when the mail becomes
     *     larger than {@code qdmail.limits.message-size} (MAIL-0303)
     * @throws QueueUnavailable when the spool cannot take them (MAIL-0006), or the thread is interrupted while they go there
     *     (MAIL-0617)
     */
    @Override
    public void write(byte[] block, int offset, int length) {
        pass(block, offset, length);
        store(block, offset, length);
        size += length;
    }

    /**
     * Takes the first octets of an array that nobody changes any more, as {@link #write(byte[], int, int)} does, but without
     * copying them when they stay in heap.
     */
    public void keep(byte[] block, int length) {
        if (spool != null || !heap.canTake(length, settings.thresholdOctets())) {
            write(block, 0, length);
            return;
        }
        pass(block, 0, length);
        heap.keep(block, length);
        size += length;
    }

    /**
     * Takes what base64 has just made, as {@link #write(byte[], int, int)} does, but without a look at each octet: whole lines
     * of no more than 998 octets, each ended by CRLF, of characters of its alphabet (RFC 2045 section 6.8).
     */
    public void writeBase64(byte[] lines, int length) {
        requireOpen(length);
        gate.passBase64(lines, length);
        store(lines, 0, length);
        size += length;
    }

    private void pass(byte[] block, int offset, int length) {
        requireOpen(length);
        gate.pass(block, offset, length);
    }

    private void requireOpen(int more) {
        if (ended) throw new IllegalStateException("the mail is frozen or discarded");
        requireSpace(more);
    }

    private void store(byte[] block, int offset, int length) {
        try {
            if (spool == null && heap.canTake(length, settings.thresholdOctets())) {
                heap.append(block, offset, length);
                return;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new QueueUnavailable(DoorFaults.interruptedWhileSpooling());
            }
            spoolFile().append(block, offset, length);
        } catch (IOException failure) {
            throw new QueueUnavailable(DoorFaults.spoolNotWritable(settings.directory()), failure);
        }
    }

    private SpoolFile spoolFile() throws IOException {
        SpoolFile file = spool;
        if (file != null) return file;
        file = SpoolFile.create(settings.directory());
        spool = file;
        heap.moveTo(file);
        return file;
    }

    /** Ends the writing; the result has to be closed by the caller. */
    public FrozenMail freeze() {
        return freeze(NO_FIELDS);
    }

    /**
     * Ends the writing and puts fields in front of what was written, such as signatures over it. The result has to be
     * closed by the caller.
     *
     * @param fields whole lines of ASCII, each ended by CRLF; may be empty
     * @throws InvalidMessage as {@link #write(byte[], int, int)} does
     */
    public FrozenMail freeze(byte[] fields) {
        if (ended) throw new IllegalStateException("the mail is frozen or discarded");
        gate.end();
        if (fields.length > 0) checkFront(fields);
        SpoolFile file = spool;
        try {
            if (file != null) file.finish();
        } catch (IOException failure) {
            throw new QueueUnavailable(DoorFaults.spoolNotWritable(settings.directory()), failure);
        }
        Octets written = file == null ? heap : file;
        Octets octets = fields.length == 0 ? written : new FrontedOctets(fields.clone(), written);
        FrozenMail frozen = new FrozenMail(octets, fields.length + size, gate);
        ended = true; // last: until then closing this writer discards all
        return frozen;
    }

    private void checkFront(byte[] fields) {
        requireSpace(fields.length);
        LineGate front = new LineGate();
        front.pass(fields, 0, fields.length);
        front.end();
        if (!front.isSevenBit() || front.hasDotLine()) throw new IllegalArgumentException("fields are ASCII");
    }

    private void requireSpace(int more) {
        if (size + more > settings.maxOctets()) {
            throw InvalidMessage.of(MimeFaults.tooLarge(settings.maxOctets()));
        }
    }

    /** Discards what was written, unless it was frozen. */
    @Override
    public void close() {
        if (ended) return;
        ended = true;
        heap.close();
        if (spool != null) spool.close();
    }
}
