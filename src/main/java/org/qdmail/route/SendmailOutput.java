package org.qdmail.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Reads all that a program prints, so that printing never stops it, and keeps the first words. */
final class SendmailOutput implements Runnable {
    private static final int KEPT_OCTETS = 2048;

    private final InputStream in;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] kept = new byte[KEPT_OCTETS];
    private final CountDownLatch done = new CountDownLatch(1);
    private int filled;

    SendmailOutput(InputStream in) {
        this.in = in;
    }

    @Override
    public void run() {
        byte[] block = new byte[8 * 1024];
        try {
            for (int count = in.read(block); count >= 0; count = in.read(block)) keep(block, count);
        } catch (IOException ended) {
            return; // what was read stays
        } finally {
            done.countDown();
        }
    }

    private void keep(byte[] block, int count) {
        lock.lock();
        try {
            int more = Math.min(count, kept.length - filled);
            System.arraycopy(block, 0, kept, filled, more);
            filled += more;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was printed first. Waits for the end of it, since a program may have left children that print on; an interrupted
     * thread does not wait.
     */
    String words(Duration longest) {
        try {
            boolean all = done.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            return all ? text() : text() + "…";
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return text();
        }
    }

    private String text() {
        lock.lock();
        try {
            return new String(kept, 0, filled, StandardCharsets.UTF_8).strip();
        } finally {
            lock.unlock();
        }
    }
}
