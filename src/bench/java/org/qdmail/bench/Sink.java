package org.qdmail.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ServerSocketFactory;

/**
 * A server on loopback that takes every mail and digests it; prints its port, then answers the lines of its input.
 * Arguments: address and port, where it may not be just any, and the file of its key, where it speaks TLS.
 */
final class Sink {
    private final SinkCount count = new SinkCount();

    private Sink() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        InetAddress host =
                arguments.length == 0 ? InetAddress.getLoopbackAddress() : InetAddress.getByName(arguments[0]);
        int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[1]);
        ServerSocketFactory sockets = arguments.length < 3
                ? ServerSocketFactory.getDefault()
                : TlsFiles.ofServer(Path.of(arguments[2])).getServerSocketFactory();
        try (ServerSocket server = sockets.createServerSocket(port, 100, host)) {
            Sink sink = new Sink();
            Thread accepting = new Thread(() -> sink.accept(server), "accept");
            accepting.setDaemon(true);
            accepting.start();
            System.out.println(server.getLocalPort());
            sink.answer();
        }
    }

    private void answer() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(line.equals("tally") ? count.tally() : count.begin(Look.parse(line)));
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread session = new Thread(() -> serve(socket), "session");
                session.setDaemon(true);
                session.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new SinkSession(socket, count).run();
        } catch (IOException gone) {
            count.broke();
        }
    }
}
