package org.qdmail.smtp;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full: the kernel does not answer who wants to connect. */
final class SilentListener implements AutoCloseable {
    private static final int MORE_THAN_FIT = 16;
    private static final int LONGER_THAN_LOOPBACK_MILLIS = 250;

    private final ServerSocket listener;
    private final List<SocketChannel> queued = new ArrayList<>();

    private SilentListener(ServerSocket listener) {
        this.listener = listener;
    }

    static SilentListener open() throws IOException {
        SilentListener silent = new SilentListener(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        boolean full = false;
        for (int count = 0; count < MORE_THAN_FIT && !full; count++) full = !silent.isAnswered();
        assumeThat(full)
                .as("the kernel leaves connections unanswered when a queue is full")
                .isTrue();
        return silent;
    }

    private boolean isAnswered() throws IOException {
        SocketChannel channel = SocketChannel.open();
        queued.add(channel);
        channel.configureBlocking(false);
        if (channel.connect(new InetSocketAddress(listener.getInetAddress(), port()))) return true;
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            return selector.select(LONGER_THAN_LOOPBACK_MILLIS) > 0;
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : queued) channel.close();
        listener.close();
    }
}
