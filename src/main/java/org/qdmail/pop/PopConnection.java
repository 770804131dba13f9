package org.qdmail.pop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.PopFaults;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.TlsLayer;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.Wire;

/** One connection to a POP3 server: a line out, a line back, and whatever else happens is a {@link PopFailed}. */
final class PopConnection implements AutoCloseable {
    /** For the reply to QUIT. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final PopSettings settings;
    private final Deadline deadline;
    private final Wire wire;
    private boolean encrypted;

    private PopConnection(PopSettings settings, Deadline deadline, Wire wire) {
        this.settings = settings;
        this.deadline = deadline;
        this.wire = wire;
    }

    static PopConnection open(PopSettings settings, InetAddress address, Watchdog watchdog, Deadline deadline)
            throws PopFailed {
        Wire wire;
        try {
            wire = Wire.open(watchdog);
        } catch (IOException noDescriptor) {
            throw notReachable(settings, noDescriptor);
        }
        PopConnection connection = new PopConnection(settings, deadline, wire);
        wire.limit(settings.connectTimeout(), deadline);
        try {
            wire.connect(new InetSocketAddress(address, settings.port()));
        } catch (IOException failure) {
            wire.drop();
            if (wire.ended() != null) throw connection.lost(Phase.CONNECT, failure);
            throw notReachable(settings, failure);
        }
        return connection;
    }

    private static PopFailed notReachable(PopSettings settings, IOException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return PopFailed.forNow(
                PopFaults.notReachable(settings.host(), settings.port(), reason), Phase.CONNECT, failure);
    }

    void encrypt(TlsLayer layer) throws PopFailed {
        wire.limit(settings.connectTimeout(), deadline);
        try {
            wire.encrypt(layer);
        } catch (IOException failure) {
            if (wire.ended() != null) throw lost(Phase.TLS, failure);
            throw PopFailed.forNow(PopFaults.tls(settings.host(), layer.refused(failure)), Phase.TLS, failure);
        }
        encrypted = true;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    boolean isLoopback() {
        return wire.remoteAddress().isLoopbackAddress();
    }

    PopReply call(String command, Phase phase) throws PopFailed {
        return call(command, phase, settings.replyTimeout());
    }

    private PopReply call(String command, Phase phase, Duration limit) throws PopFailed {
        byte[] octets = (command + "\r\n").getBytes(StandardCharsets.UTF_8);
        wire.limit(limit, deadline);
        try {
            wire.put(octets, 0, octets.length);
            wire.flush();
        } catch (IOException failure) {
            throw lost(phase, failure);
        }
        return reply(phase, limit);
    }

    PopReply greeting() throws PopFailed {
        return reply(Phase.GREETING, settings.replyTimeout());
    }

    private PopReply reply(Phase phase, Duration limit) throws PopFailed {
        wire.limit(limit, deadline);
        PopReply reply = new PopReply();
        try {
            wire.receive(reply);
        } catch (PopReply.Broken broken) {
            throw PopFailed.forNow(PopFaults.protocol(settings.host(), broken.found()), phase, broken);
        } catch (IOException failure) {
            throw lost(phase, failure);
        }
        return reply;
    }

    /** Octets behind the reply to STLS were put there by somebody who wants them to be read inside TLS. */
    void requireNothingBehind() throws PopFailed {
        wire.limit(settings.replyTimeout(), deadline);
        try {
            if (!wire.hasSurplus()) return;
        } catch (IOException failure) {
            throw lost(Phase.STARTTLS, failure);
        }
        throw PopFailed.forNow(PopFaults.octetsBehindStls(settings.host()), Phase.STARTTLS);
    }

    /** Servers may note the login only when the session has ended in order (RFC 1939 section 6). */
    void quit() {
        try {
            call("QUIT", Phase.QUIT, FAREWELL);
            wire.close();
        } catch (PopFailed | IOException endsAnyway) {
            wire.cut();
        }
    }

    @Override
    public void close() {
        wire.drop();
    }

    private PopFailed lost(Phase phase, IOException failure) {
        Guard.Cause cause = wire.ended();
        if (cause == Guard.Cause.TIME) {
            return PopFailed.forNow(PopFaults.timeout(settings.host(), deadline.length()), phase, failure);
        }
        if (cause != null) return PopFailed.forNow(DeliveryFaults.closedWhileSending(phase), phase, failure);
        return PopFailed.forNow(PopFaults.lost(settings.host()), phase, failure);
    }
}
