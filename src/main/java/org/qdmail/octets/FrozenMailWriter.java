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
    private static final int FIRST_CAPACITY = 8 * 1024;

    private final SpoolSettings settings;
    private final LineGate gate = new LineGate();
    private final byte[] single = new byte[1];
    private HeapOctets heap = new HeapOctets(FIRST_CAPACITY);
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
        single[0] = (byte) octet;
        write(single, 0, 1);
    }

    /**
     * Takes octets.
     *
     * @throws InvalidMessage for a bare CR or LF, NUL or a line over 998 octets (MAIL-0304), or when the mail becomes
     *     larger than {@code qdmail.limits.message-size} (MAIL-0303)
     * @throws QueueUnavailable when the spool cannot take them (MAIL-0006)
     */
    @Override
    public void write(byte[] block, int offset, int length) {
        if (ended) throw new IllegalStateException("the mail is frozen or discarded");
        if (size + length > settings.maxOctets()) {
            throw InvalidMessage.of(MimeFaults.tooLarge(settings.maxOctets()));
        }
        gate.pass(block, offset, length);
        store(block, offset, length);
        size += length;
    }

    private void store(byte[] block, int offset, int length) {
        try {
            if (spool == null && heap.canTake(length, settings.thresholdOctets())) {
                heap.append(block, offset, length);
                return;
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
        if (ended) throw new IllegalStateException("the mail is frozen or discarded");
        gate.end();
        SpoolFile file = spool;
        try {
            if (file != null) file.finish();
        } catch (IOException failure) {
            throw new QueueUnavailable(DoorFaults.spoolNotWritable(settings.directory()), failure);
        }
        ended = true;
        return new FrozenMail(file == null ? heap : file, size, gate);
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
