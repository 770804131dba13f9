package org.qdmail.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server that takes connections and never says a word. */
final class Tarpit implements AutoCloseable {
    private static final int BACKLOG = 1000;

    private final ServerSocket listener;
    private final List<Socket> stuck = new CopyOnWriteArrayList<>();
    private final Semaphore arrived = new Semaphore(0);

    private Tarpit(ServerSocket listener) {
        this.listener = listener;
    }

    /** Empty when that port may not be had. */
    static Optional<Tarpit> start(InetAddress address, int port) {
        try {
            Tarpit tarpit = new Tarpit(new ServerSocket(port, BACKLOG, address));
            Thread thread = new Thread(tarpit::serve, "tarpit");
            thread.setDaemon(true);
            thread.start();
            return Optional.of(tarpit);
        } catch (IOException notOurs) {
            System.out.println("tarpits are left out: port " + port + " of " + address + " cannot be had");
            return Optional.empty();
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                stuck.add(listener.accept());
                arrived.release();
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Waits until so many more connections are stuck in it; false when they do not come in time. */
    boolean await(int connections, long seconds) throws InterruptedException {
        return arrived.tryAcquire(connections, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : stuck) each.close();
    }
}
