package org.qdmail.octets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets in heap, in blocks that are never copied to grow. All of them together take at most an eighth of the heap; what
 * does not fit any more goes to the spool, so that many mails at once cannot exhaust the memory.
 */
final class HeapOctets implements Octets {
    private static final int FIRST_BLOCK = 1024;
    private static final int LAST_BLOCK = 64 * 1024;
    private static final long SHARE = Runtime.getRuntime().maxMemory() / 8;
    private static final AtomicLong TAKEN = new AtomicLong();

    private final List<byte[]> blocks = new ArrayList<>(4);
    private byte[] last = new byte[0];
    private int filled; // of the last block; those before it are full
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

    void append(byte[] block, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == last.length) addBlock(left);
            int count = Math.min(left, last.length - filled);
            System.arraycopy(block, from, last, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
        size += length;
    }

    private void addBlock(int wanted) {
        last = new byte[Math.min(LAST_BLOCK, Math.max(wanted, nextBlock()))];
        blocks.add(last);
        filled = 0;
        capacity += last.length;
        TAKEN.addAndGet(last.length);
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
        while (start >= blocks.get(number).length) start -= blocks.get(number++).length;
        byte[] block = blocks.get(number);
        int end = number == blocks.size() - 1 ? filled : block.length;
        int count = Math.min(length, end - start);
        System.arraycopy(block, start, into, offset, count);
        return count;
    }

    @Override
    public <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E {
        for (byte[] block : blocks) consumer.accept(block, 0, block == last ? filled : block.length);
    }

    @Override
    public void close() {
        TAKEN.addAndGet(-capacity);
        blocks.clear();
        last = new byte[0];
        filled = 0;
        size = 0;
        capacity = 0;
    }
}
