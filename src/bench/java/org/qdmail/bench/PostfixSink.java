package org.qdmail.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Postfix {@code smtp-sink}, where it is installed. It offers no CHUNKING. */
final class PostfixSink implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final Process process;
    private final int port;

    private PostfixSink(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<PostfixSink> start() throws IOException {
        Optional<String> program = Programs.find("smtp-sink");
        if (program.isEmpty()) return Optional.empty();
        int port = freePort();
        List<String> command = new ArrayList<>(Programs.ofOwnSession());
        command.addAll(List.of(program.get(), "-u", "nobody", "127.0.0.1:" + port, "100"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // no signal for this process reaches it
        PostfixSink sink = new PostfixSink(process, port);
        sink.awaitPort();
        return Optional.of(sink);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (process.isAlive() && System.nanoTime() - end < 0) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        close();
        throw new IOException("smtp-sink does not listen");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
