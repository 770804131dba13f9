package org.qdmail.smtpserver;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The connection to one client: in the clear first, then perhaps inside TLS. For one thread. */
final class ClientLink implements Closeable {
    private final Socket raw;
    private final DialogueLog log;
    private Socket socket;
    private SmtpInput input;
    private SmtpOutput output;
    private @Nullable String tls;

    ClientLink(Socket raw, DialogueLog log) throws IOException {
        this.raw = raw;
        this.log = log;
        socket = raw;
        input = new SmtpInput(raw.getInputStream());
        output = new SmtpOutput(raw.getOutputStream(), log);
    }

    SmtpInput input() {
        return input;
    }

    SmtpOutput output() {
        return output;
    }

    /** Version and cipher suite; empty in the clear. */
    Optional<String> tls() {
        return Optional.ofNullable(tls);
    }

    /**
     * Runs the handshake and goes on inside. Nothing that has come in the clear can be read afterwards: both buffers are
     * new ones. The time limit of the connection stays.
     */
    void encrypt(ServerTls server) throws IOException {
        SSLSocket layer = server.over(raw);
        layer.startHandshake();
        SSLSession session = layer.getSession();
        socket = layer;
        input = new SmtpInput(layer.getInputStream());
        output = new SmtpOutput(layer.getOutputStream(), log);
        tls = session.getProtocol() + ' ' + session.getCipherSuite();
    }

    /** Ends the connection with a reset, without the farewell of TLS. */
    void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
