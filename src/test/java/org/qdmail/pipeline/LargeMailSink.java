package org.qdmail.pipeline;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that takes one mail of any size into a file, or behaves badly while it does. */
final class LargeMailSink implements AutoCloseable {
    /** What it does with the content. */
    enum Behaviour {
        ACCEPT,
        REFUSE,
        BREAK_OFF
    }

    private static final int BREAK_OFF_AFTER = 1_000_000;

    private final ServerSocket server;
    private final Path file;
    private final Behaviour behaviour;
    private final Thread thread;

    LargeMailSink(Path file, Behaviour behaviour) throws IOException {
        this.file = file;
        this.behaviour = behaviour;
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.thread = new Thread(this::serve, "large-mail-sink");
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(new BufferedInputStream(client.getInputStream(), 1 << 16), client.getOutputStream());
            } catch (IOException closed) {
                // by the test, or by the client that was broken off
            }
        }
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        say(out, "220 sink.example.net ESMTP");
        for (String command = line(in); !command.isEmpty(); command = line(in)) {
            if (command.startsWith("EHLO")) say(out, "250-sink.example.net\r\n250 SIZE 500000000");
            else if (command.startsWith("DATA")) {
                say(out, "354 go on");
                if (!take(in)) return;
                say(out, behaviour == Behaviour.ACCEPT ? "250 2.0.0 taken" : "554 5.6.0 not like this");
            } else if (command.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else say(out, "250 2.0.0 ok");
        }
    }

    /** Undoes the dots; false when it broke off. */
    private boolean take(InputStream in) throws IOException {
        long taken = 0;
        try (OutputStream kept = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (String line = line(in); !line.equals(".\r\n"); line = line(in)) {
                String text = line.startsWith(".") ? line.substring(1) : line;
                taken += line.length();
                if (line.isEmpty() || behaviour == Behaviour.BREAK_OFF && taken > BREAK_OFF_AFTER) return false;
                kept.write(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return true;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(100);
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            line.write(octet);
            if (octet == '\n') break;
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
