package org.qdmail.octets;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets in heap. All of them together take at most an eighth of the heap; what does not fit any more goes to the
 * spool, so that many mails at once cannot exhaust the memory.
 */
final class HeapOctets implements Octets {
    private static final int BLOCK = 64 * 1024;
    private static final long SHARE = Runtime.getRuntime().maxMemory() / 8;
    private static final AtomicLong TAKEN = new AtomicLong();

    private byte[] octets;
    private int size;
    private boolean open = true;

    HeapOctets(int capacity) {
        octets = new byte[capacity];
        TAKEN.addAndGet(capacity);
    }

    boolean canTake(int more, long threshold) {
        long wanted = (long) size + more;
        if (wanted > threshold) return false;
        return wanted <= octets.length || TAKEN.get() + grown(wanted) - octets.length <= SHARE;
    }

    void append(byte[] block, int offset, int length) {
        long wanted = (long) size + length;
        if (wanted > octets.length) grow(grown(wanted));
        System.arraycopy(block, offset, octets, size, length);
        size += length;
    }

    private int grown(long wanted) {
        return (int) Math.min(Integer.MAX_VALUE - 64, Math.max(wanted, octets.length * 2L));
    }

    private void grow(int capacity) {
        TAKEN.addAndGet(capacity - octets.length);
        octets = Arrays.copyOf(octets, capacity);
    }

    void moveTo(SpoolFile file) throws IOException {
        file.append(octets, 0, size);
        close();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
        if (position >= size) return -1;
        int count = (int) Math.min(length, size - position);
        System.arraycopy(octets, (int) position, into, offset, count);
        return count;
    }

    @Override
    public <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E {
        for (int at = 0; at < size; at += BLOCK) consumer.accept(octets, at, Math.min(BLOCK, size - at));
    }

    @Override
    public void close() {
        if (!open) return;
        open = false;
        TAKEN.addAndGet(-octets.length);
        octets = new byte[0];
        size = 0;
    }
}
