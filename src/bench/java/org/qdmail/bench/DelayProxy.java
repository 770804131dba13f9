package org.qdmail.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a server on loopback a distant one, and counts round trips: one for a connection, one for each flight that a client
 * begins after it has heard from the server. Arguments: the server's port, and the milliseconds of each way.
 */
final class DelayProxy {
    private final int port;
    private final long wayNanos;
    private final AtomicLong roundTrips = new AtomicLong();

    private DelayProxy(int port, long wayNanos) {
        this.port = port;
        this.wayNanos = wayNanos;
    }

    public static void main(String[] arguments) throws IOException {
        DelayProxy proxy = new DelayProxy(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]) * 1_000_000);
        try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            start(() -> proxy.accept(server));
            System.out.println(server.getLocalPort());
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (questions.readLine() != null) System.out.println(proxy.roundTrips.get());
        }
    }

    static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket peer = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                peer.setTcpNoDelay(true);
                roundTrips.incrementAndGet();
                FlightCount flights = new FlightCount(roundTrips);
                new DelayedWay(client, peer, wayNanos, flights::fromClient, () -> {}).start();
                new DelayedWay(peer, client, wayNanos, () -> {}, flights::toClient).start();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
