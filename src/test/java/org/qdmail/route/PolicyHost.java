package org.qdmail.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import org.qdmail.smtp.peer.PeerCertificates;

/** A web server on loopback that says the same to everybody, over TLS; what it says can be changed. */
final class PolicyHost implements AutoCloseable {
    private final SSLServerSocket listener;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile String answer;

    private PolicyHost(PeerCertificates certificate, String answer) {
        this.answer = answer;
        try {
            listener = (SSLServerSocket) certificate
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread thread = new Thread(this::serve, "policy-host");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says this and hangs up; {@code LF} in it are sent as CR LF. */
    static PolicyHost saying(PeerCertificates certificate, String answer) {
        return new PolicyHost(certificate, answer);
    }

    /** An answer with these lines of a policy. */
    static String policy(String... lines) {
        String body = String.join("\n", lines) + "\n";
        return "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: "
                + (body.length() + lines.length) + "\n\n" + body;
    }

    void say(String other) {
        answer = other;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The header of each request. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                StringBuilder question = new StringBuilder();
                InputStream in = socket.getInputStream();
                while (question.indexOf("\r\n\r\n") < 0) {
                    int octet = in.read();
                    if (octet < 0) break;
                    question.append((char) octet);
                }
                questions.add(question.toString());
                OutputStream out = socket.getOutputStream();
                out.write(answer.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException refused) {
                questions.add("refused");
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
