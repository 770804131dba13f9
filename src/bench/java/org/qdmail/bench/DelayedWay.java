package org.qdmail.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One direction of a connection: what comes in goes out after a fixed time, however much is on its way. */
final class DelayedWay {
    private static final byte[] END = new byte[0];

    private final Socket from;
    private final Socket to;
    private final long nanos;
    private final Runnable onArrival;
    private final Runnable onDeparture;
    private final BlockingQueue<Block> underWay = new LinkedBlockingQueue<>();

    private record Block(byte[] octets, long due) {}

    /**
     * @param onArrival called when octets have come in
     * @param onDeparture called before they go out
     */
    DelayedWay(Socket from, Socket to, long nanos, Runnable onArrival, Runnable onDeparture) {
        this.from = from;
        this.to = to;
        this.nanos = nanos;
        this.onArrival = onArrival;
        this.onDeparture = onDeparture;
    }

    void start() {
        DelayProxy.start(this::takeIn);
        DelayProxy.start(this::handOut);
    }

    private void takeIn() {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                onArrival.run();
                underWay.add(new Block(Arrays.copyOf(buffer, count), System.nanoTime() + nanos));
            }
        } catch (IOException gone) {
            // as if it had ended: the other side hears of it in time
        }
        underWay.add(new Block(END, System.nanoTime() + nanos));
    }

    private void handOut() {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Block block = underWay.take(); block.octets.length > 0; block = underWay.take()) {
                for (long left = block.due - System.nanoTime(); left > 0; left = block.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                onDeparture.run();
                out.write(block.octets);
            }
        } catch (IOException gone) {
            close(from);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            return;
        }
    }
}
