package org.qdmail.mtasts;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.TlsLayer;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.Wire;

/**
 * Gets the policy of a domain by HTTPS (RFC 8461 section 3.3): no redirect, no other status than 200, plain text of at most 64
 * KB. Of HTTP/1.0, whose answers are in one piece; the HTTP client of the JDK would ask the resolver of the system for the
 * address, not the configured one.
 */
final class PolicyFetch {
    static final int MAX_POLICY = 64 * 1024;
    private static final int MAX_HEADER = 16 * 1024;

    private final ServerTrust trust;
    private final int port;
    private final Duration step;
    private final Watchdog watchdog;

    /**
     * Fetches nothing yet.
     *
     * @param step the limit of connecting, of the handshake and of each read
     */
    PolicyFetch(ServerTrust trust, int port, Duration step, Watchdog watchdog) {
        this.trust = trust;
        this.port = port;
        this.step = step;
        this.watchdog = watchdog;
    }

    /**
     * The policy that a host holds.
     *
     * @param host names it in the certificate
     * @param addresses are tried one after the other; at least one
     */
    StsPolicy from(String host, List<InetAddress> addresses, Deadline deadline) throws IOException {
        IOException last = null;
        for (InetAddress address : addresses) {
            Wire wire = Wire.open(watchdog);
            try {
                wire.limit(step, deadline);
                wire.connect(new InetSocketAddress(address, port));
                return ask(wire, host);
            } catch (IOException failure) {
                if (last != null) failure.addSuppressed(last);
                last = failure;
            } finally {
                wire.drop();
            }
        }
        if (last == null) throw new IOException("it has no address");
        throw last;
    }

    private StsPolicy ask(Wire wire, String host) throws IOException {
        wire.encrypt(TlsLayer.towards(host, port, trust));
        byte[] question = ("GET /.well-known/mta-sts.txt HTTP/1.0\r\nHost: " + host + "\r\nUser-Agent: Qdmail\r\n"
                        + "Accept: text/plain\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        wire.put(question, 0, question.length);
        wire.flush();
        Collected header = new Collected(MAX_HEADER, true, -1);
        wire.receive(header);
        HttpHeader said = HttpHeader.of(header.octets.toByteArray());
        if (said.status() != 200) throw new IOException("status " + said.status());
        if (!said.isPlainText()) throw new IOException("no text/plain");
        Collected body = new Collected(MAX_POLICY, false, said.length());
        try {
            wire.receive(body);
        } catch (EOFException end) {
            if (said.length() >= 0) throw end;
        }
        return StsPolicy.of(body.octets.toByteArray());
    }

    /** Octets up to an empty line, up to a number of them, or to the end. */
    private static final class Collected implements Wire.Receiver<IOException> {
        private final int most;
        private final boolean isHeader;
        private final long wanted;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private boolean afterLine;
        private boolean isComplete;

        Collected(int most, boolean isHeader, long wanted) throws IOException {
            if (wanted > most) throw new IOException("a policy of " + wanted + " octets");
            this.most = most;
            this.isHeader = isHeader;
            this.wanted = wanted;
            this.isComplete = wanted == 0;
        }

        @Override
        public int accept(byte[] buffer, int from, int to) throws IOException {
            int at = from;
            while (at < to && !isComplete) take(buffer[at++]);
            return at;
        }

        private void take(byte octet) throws IOException {
            if (octets.size() == most) throw new IOException("more than " + most + " octets");
            octets.write(octet);
            if (isHeader && octet == '\n') {
                isComplete = afterLine;
                afterLine = true;
            } else if (octet != '\r') {
                afterLine = false;
            }
            if (octets.size() == wanted) isComplete = true;
        }

        @Override
        public boolean isComplete() {
            return isComplete;
        }
    }
}
