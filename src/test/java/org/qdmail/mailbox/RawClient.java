package org.qdmail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Writes octets to an SMTP port and reads replies; knows nothing of what they mean. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static RawClient connect(EmbeddedMailbox mailbox) throws IOException {
        return connect(mailbox.smtpPort());
    }

    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A client that has said EHLO. */
    static RawClient greeted(EmbeddedMailbox mailbox) {
        try {
            RawClient client = connect(mailbox);
            client.reply();
            client.say("EHLO client.example");
            return client;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same connection inside TLS, behind STARTTLS; only this certificate is trusted. */
    RawClient encrypted(X509Certificate trusted, String... versions) throws IOException {
        String reply = say("STARTTLS");
        if (!reply.startsWith("220")) throw new IOException("no STARTTLS: " + reply);
        return handshake(trusted, versions);
    }

    RawClient handshake(X509Certificate trusted, String... versions) throws IOException {
        SSLSocket layer = (SSLSocket)
                Trusting.only(trusted).getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        if (versions.length > 0) layer.setEnabledProtocols(versions);
        layer.startHandshake();
        return new RawClient(layer);
    }

    /** Version and cipher suite. */
    String tls() {
        SSLSession session = ((SSLSocket) socket).getSession();
        return session.getProtocol() + ' ' + session.getCipherSuite();
    }

    /** Sends a line, returns the reply to it. */
    String say(String line) throws IOException {
        write(line + "\r\n");
        return reply();
    }

    void write(String octets) throws IOException {
        write(octets.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** The lines of the next reply, joined by LF. */
    String reply() throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = in.readLine();
            if (line == null) throw new EOFException("closed after " + lines);
            lines.add(line);
            if (line.length() < 4 || line.charAt(3) != '-') return String.join("\n", lines);
        }
    }

    List<String> replies(int count) throws IOException {
        List<String> replies = new ArrayList<>();
        for (int at = 0; at < count; at++) replies.add(reply());
        return replies;
    }

    /** Everything until the server closes or resets the connection. */
    byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                rest.write(octet);
            }
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return rest.toByteArray();
    }

    /** Whether the server has closed without another word. */
    boolean isClosed() throws IOException {
        return in.readLine() == null;
    }

    /** Hands a content over to one recipient; the reply to its end. */
    String deliver(String content) throws IOException {
        say("MAIL FROM:<shop@example.com>");
        say("RCPT TO:<taro@example.jp>");
        say("DATA");
        write(content);
        return reply();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
