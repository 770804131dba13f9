package org.qdmail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a program writes, read from its pipe by a thread of its own: nothing ends a read of a pipe but the end of the
 * program, and whoever waits here can be let go before that.
 */
final class ProgramOutput extends InputStream {
    private static final int BLOCKS = 16;
    private static final int BLOCK_OCTETS = 8192;
    private static final byte[] END = {};

    private final InputStream pipe;
    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private volatile boolean letGo;
    private byte[] block = END;
    private int next;

    ProgramOutput(InputStream pipe) {
        this.pipe = pipe;
        Thread reader = new Thread(this::readAll, "qdmail-smtp-program");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        byte[] buffer = new byte[BLOCK_OCTETS];
        try {
            for (int count = pipe.read(buffer); count >= 0; count = pipe.read(buffer)) {
                if (!letGo && count > 0) blocks.put(Arrays.copyOf(buffer, count));
            }
            if (!letGo) blocks.put(END);
        } catch (IOException gone) {
            letGo(); // as at its end
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on there is no more to be read; what the program writes is dropped. Never blocks. */
    void letGo() {
        letGo = true;
        blocks.clear();
        if (!blocks.offer(END)) throw new AssertionError("more than one thread reads the pipe");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (next == block.length && !takeNext()) return -1;
        int count = Math.min(length, block.length - next);
        System.arraycopy(block, next, buffer, offset, count);
        next += count;
        return count;
    }

    /** False at the end, which stays. */
    private boolean takeNext() throws IOException {
        try {
            byte[] taken = blocks.take();
            if (taken == END) {
                letGo();
                return false;
            }
            block = taken;
            next = 0;
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a program was to answer");
        }
    }

    @Override
    public int available() {
        byte[] waiting = blocks.peek();
        return block.length - next + (waiting == null ? 0 : waiting.length);
    }

    /** Whether all was read and no more will come. */
    boolean isAtItsEnd() {
        return next == block.length && blocks.peek() == END;
    }
}
