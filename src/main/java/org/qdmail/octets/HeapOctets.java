package org.qdmail.octets;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets in heap, in blocks that are never copied to grow, some of them the arrays that they came in. All of them together
 * take at most an eighth of the heap; what does not fit any more goes to the spool, so that many mails at once cannot
 * exhaust the memory.
 */
final class HeapOctets implements Octets {
    private static final int FIRST_BLOCK = 1024;
    private static final int LAST_BLOCK = 64 * 1024;
    private static final long SHARE = Runtime.getRuntime().maxMemory() / 8;
    private static final AtomicLong TAKEN = new AtomicLong();

    private static final byte[] NONE = new byte[0];

    private byte[][] blocks = new byte[4][];
    private int[] lengths = new int[4];
    private int count;
    private byte[] last = NONE; // takes what comes, until it is full or an array is kept behind it
    private int filled;
    private int size;
    private long capacity;

    boolean canTake(int more, long threshold) {
        long wanted = (long) size + more;
        if (wanted > threshold || wanted > Integer.MAX_VALUE) return false;
        int room = last.length - filled;
        return more <= room || TAKEN.get() + Math.max(more - room, nextBlock()) <= SHARE;
    }

    private int nextBlock() {
        return Math.min(LAST_BLOCK, Math.max(FIRST_BLOCK, 2 * last.length));
    }

    /** Keeps an array that is never changed again, unless it is better copied; {@link #canTake} was asked before. */
    void keep(byte[] block, int length) {
        boolean wastes = length < block.length / 2;
        if (wastes || length > LAST_BLOCK || length <= last.length - filled) {
            append(block, 0, length);
            return;
        }
        closeLast();
        add(block);
        lengths[count - 1] = length;
        size += length;
    }

    private void closeLast() {
        if (last != NONE) lengths[count - 1] = filled;
        last = NONE;
        filled = 0;
    }

    void append(byte[] block, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == last.length) addBlock(left);
            int octets = Math.min(left, last.length - filled);
            System.arraycopy(block, from, last, filled, octets);
            filled += octets;
            from += octets;
            left -= octets;
        }
        size += length;
    }

    private void addBlock(int wanted) {
        int octets = Math.min(LAST_BLOCK, Math.max(wanted, nextBlock()));
        closeLast();
        last = new byte[octets];
        add(last);
    }

    private void add(byte[] block) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        blocks[count++] = block;
        capacity += block.length;
        TAKEN.addAndGet(block.length);
    }

    private int length(int number) {
        return number == count - 1 && last != NONE ? filled : lengths[number];
    }

    void moveTo(SpoolFile file) throws IOException {
        this.<IOException>forEachBlock(file::append);
        close();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
        if (position >= size) return -1;
        int start = (int) position;
        int number = 0;
        while (start >= length(number)) start -= length(number++);
        int octets = Math.min(length, length(number) - start);
        System.arraycopy(blocks[number], start, into, offset, octets);
        return octets;
    }

    @Override
    public <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E {
        for (int number = 0; number < count; number++) consumer.accept(blocks[number], 0, length(number));
    }

    @Override
    public void close() {
        TAKEN.addAndGet(-capacity);
        blocks = new byte[0][];
        lengths = new int[0];
        count = 0;
        last = NONE;
        filled = 0;
        size = 0;
        capacity = 0;
    }
}
