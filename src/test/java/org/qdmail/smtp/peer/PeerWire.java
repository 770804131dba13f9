package org.qdmail.smtp.peer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The octets of one connection on the peer's side. */
final class PeerWire {
    private static final int LONGEST_LINE = 20_000;

    private final Socket raw;
    private final ScriptedPeer peer;
    private @Nullable SSLSocket tls;
    private InputStream in;
    private OutputStream out;

    PeerWire(Socket raw, ScriptedPeer peer) throws IOException {
        this.raw = raw;
        this.peer = peer;
        raw.setTcpNoDelay(true);
        in = new BufferedInputStream(raw.getInputStream());
        out = raw.getOutputStream();
    }

    void write(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
        peer.countSent(octets.length);
    }

    /** The next line without CRLF; null at the end of the stream. */
    @Nullable
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = -1;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n' && last == '\r') return text(line, line.size() - 1);
            if (line.size() == LONGEST_LINE) throw new IOException("a line over " + LONGEST_LINE + " octets came");
            line.write(octet);
            last = octet;
        }
        if (line.size() == 0) return null;
        return text(line, line.size()) + " (not ended)";
    }

    private static String text(ByteArrayOutputStream line, int length) {
        return new String(line.toByteArray(), 0, length, StandardCharsets.UTF_8);
    }

    /** The content up to CRLF dot CRLF, its doubled dots made single. */
    byte[] toDot() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = -1;
        while (true) {
            int octet = contentOctet();
            line.write(octet);
            if (octet == '\n' && last == '\r') {
                byte[] whole = line.toByteArray();
                if (whole.length == 3 && whole[0] == '.') return content.toByteArray();
                int skip = whole[0] == '.' ? 1 : 0;
                content.write(whole, skip, whole.length - skip);
                line.reset();
            }
            last = octet;
        }
    }

    private int contentOctet() throws IOException {
        int octet = in.read();
        if (octet < 0) throw new EOFException("the content was cut");
        peer.countContent(1);
        return octet;
    }

    byte[] content(long count) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (long taken = 0; taken < count; taken++) content.write(contentOctet());
        return content.toByteArray();
    }

    byte[] octets(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Takes what comes until the client closes or resets; returns how much. */
    long drainContent() throws IOException {
        byte[] block = new byte[64 * 1024];
        long count = 0;
        try {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                count += read;
                peer.countContent(read);
            }
        } catch (IOException reset) {
            return count;
        }
        return count;
    }

    void drain() throws IOException {
        byte[] block = new byte[64 * 1024];
        int read = 0;
        while (read >= 0) read = in.read(block);
    }

    void encrypt(PeerCertificates certificate, @Nullable String version) throws IOException {
        SSLSocket socket =
                (SSLSocket) certificate.context().getSocketFactory().createSocket(raw, null, raw.getPort(), true);
        socket.setUseClientMode(false);
        if (version != null) socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        if (socket.getSession() instanceof ExtendedSSLSession session) {
            session.getRequestedServerNames().forEach(name -> {
                if (name instanceof SNIHostName host) peer.serverName(host.getAsciiName());
            });
        }
        tls = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void fin() throws IOException {
        if (tls != null) tls.shutdownOutput();
        raw.shutdownOutput();
    }

    void reset() {
        try {
            raw.setSoLinger(true, 0);
            raw.close();
        } catch (IOException closed) {
            return;
        }
    }

    boolean isOpen() {
        return !raw.isClosed();
    }

    void close() {
        try {
            raw.close();
        } catch (IOException closed) {
            return;
        }
    }
}
