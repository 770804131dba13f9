package org.qdmail.mailbox;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
    static RawClient greeted(EmbeddedMailbox mailbox) throws IOException {
        RawClient client = connect(mailbox);
        client.reply();
        client.say("EHLO client.example");
        return client;
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
