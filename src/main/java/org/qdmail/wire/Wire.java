package org.qdmail.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one connection, or of the pipes of a program, in both directions: one buffer each way, and every wait
 * bounded. Each write of a buffer has its limit, and each receipt, from its start to its last octet: dripping prolongs
 * nothing. For one thread; {@link #cut()} may be called by any.
 */
public final class Wire {
    /** The buffer, and so the unit of writing that a limit of time holds for. */
    public static final int BLOCK_OCTETS = 64 * 1024;

    /** Most mails are small, and a connection that never has a large one needs no large buffer. */
    private static final int FIRST_OCTETS = 4 * 1024;

    private static final int INCOMING_OCTETS = 4 * 1024;

    private final Link link;
    private final Watchdog watchdog;
    private final Guard guard;
    private byte[] outgoing = new byte[FIRST_OCTETS];
    private final byte[] incoming = new byte[INCOMING_OCTETS];
    private InputStream in;
    private OutputStream out;
    private boolean encrypted;
    private int filled;
    /** Octets of all writes that began, and of those that returned. */
    private long begun;

    private long written;
    private int next;
    private int end;
    private Duration limit = Duration.ZERO;
    private @Nullable Deadline deadline;
    private volatile boolean delivering;

    /** Takes octets until it has enough. */
    public interface Receiver<E extends Exception> {
        /** Takes some or all of the octets; returns the index behind the last one taken. */
        int accept(byte[] buffer, int from, int to) throws E;

        boolean isComplete();
    }

    private Wire(Link link, Watchdog watchdog) {
        this.link = link;
        this.watchdog = watchdog;
        this.guard = watchdog.watch(this::cut);
        this.in = link.getInputStream();
        this.out = link.getOutputStream();
    }

    /** A wire that is not connected yet. */
    public static Wire open(Watchdog watchdog) throws IOException {
        return new Wire(new RawSocket(), watchdog);
    }

    /**
     * A wire to the standard input and output of a program, which is killed where a connection would be cut; after its last
     * word it has ten seconds to end by itself.
     */
    public static Wire over(Process program, Watchdog watchdog) {
        return new Wire(new ProgramLink(program), watchdog);
    }

    public void connect(InetSocketAddress address) throws IOException {
        begin();
        socket().connect(address);
        guard.disarm();
    }

    /** The limits of the steps that follow. */
    public void limit(Duration step, @Nullable Deadline whole) {
        limit = step;
        deadline = whole;
    }

    /** Buffers octets; writes whenever the buffer is full, and whole blocks without copying them. */
    public void put(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == outgoing.length) makeRoom();
            int count = Math.min(left, outgoing.length - filled);
            if (count == BLOCK_OCTETS) {
                write(octets, from, count);
            } else {
                System.arraycopy(octets, from, outgoing, filled, count);
                filled += count;
            }
            from += count;
            left -= count;
        }
    }

    /** Takes exactly so many octets from a stream that has them. */
    public void put(InputStream source, long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (filled == outgoing.length) makeRoom();
            int count = source.read(outgoing, filled, (int) Math.min(left, outgoing.length - filled));
            if (count < 0) throw new AssertionError("the source ended " + left + " octets early");
            filled += count;
            left -= count;
        }
    }

    private void makeRoom() throws IOException {
        if (outgoing.length == BLOCK_OCTETS) flush();
        else outgoing = Arrays.copyOf(outgoing, Math.min(BLOCK_OCTETS, 4 * outgoing.length));
    }

    /** Writes what was put. When it has returned, the last octet is in the hands of the kernel. */
    public void flush() throws IOException {
        if (filled == 0) return;
        int count = filled;
        filled = 0;
        write(outgoing, 0, count);
    }

    private void write(byte[] octets, int offset, int length) throws IOException {
        begin();
        begun += length;
        out.write(octets, offset, length);
        out.flush();
        written += length;
        guard.disarm();
    }

    /** How many octets were put, written or not. */
    public long position() {
        return begun + filled;
    }

    /** Whether a write of what stands behind this position has begun. */
    public boolean hasBegun(long position) {
        return begun > position;
    }

    /** Whether all before this position may have gone; a write that throws has not handed over its last octet. */
    public boolean mayHaveGone(long position) {
        return position <= written || position < begun;
    }

    /** Drops what was put and not written. */
    public void discardPut() {
        filled = 0;
    }

    /** Waits until the receiver has enough. What it leaves stays for the next one. */
    public <E extends Exception> void receive(Receiver<E> receiver) throws IOException, E {
        begin();
        while (!receiver.isComplete()) {
            if (next == end) fill();
            next = receiver.accept(incoming, next, end);
        }
        guard.disarm();
    }

    private void fill() throws IOException {
        int count = in.read(incoming, 0, incoming.length);
        if (count < 0) throw new EOFException("the peer closed the connection");
        next = 0;
        end = count;
    }

    private void begin() throws IOException {
        long nanos = deadline == null ? limit.toNanos() : deadline.capNanos(limit);
        if (!guard.arm(nanos)) throw new InterruptedIOException("no time is left, or the connection was given up");
    }

    /** Runs a TLS handshake and goes on inside; tells of the session. */
    public SSLSession encrypt(TlsLayer layer) throws IOException {
        if (hasUnread()) throw new IllegalStateException("octets of before TLS are left");
        SSLSocket socket = layer.over(socket());
        begin();
        socket.startHandshake();
        guard.disarm();
        in = socket.getInputStream();
        out = socket.getOutputStream();
        encrypted = true;
        return socket.getSession();
    }

    private RawSocket socket() {
        if (link instanceof RawSocket socket) return socket;
        throw new IllegalStateException("the pipes of a program are neither connected nor encrypted");
    }

    /** Whether octets were read that no receiver has taken. */
    public boolean hasUnread() {
        return next < end;
    }

    /**
     * Whether octets are there that nobody has asked for. Inside TLS they have to be read to be told from its farewell,
     * which ends this with an exception.
     */
    public boolean hasSurplus() throws IOException {
        if (hasUnread()) return true;
        if (link.glance() != RawSocket.Sight.OCTETS) return false;
        if (!encrypted) return true;
        begin();
        fill();
        guard.disarm();
        return true;
    }

    /** Whether nothing has come, and the peer has not gone. */
    public boolean isQuiet() {
        return !hasUnread() && link.peek() == RawSocket.Sight.QUIET;
    }

    /** Whether nothing has come. That the peer has gone may stay unseen until something is asked of it. */
    public boolean isSilent() {
        return !hasUnread() && link.glance() == RawSocket.Sight.QUIET;
    }

    /** Why a wait was ended from outside, if it was. */
    public Guard.@Nullable Cause ended() {
        return guard.cause();
    }

    /** Whether a cut from now on lets the kernel deliver what was written, rather than taking it back. */
    public void deliver(boolean whatWasWritten) {
        delivering = whatWasWritten;
    }

    /** Closes below TLS, without a word; never blocks. */
    public void cut() {
        if (delivering) link.hangUp();
        else link.abort();
    }

    /** Cuts, and is looked after no longer. */
    public void drop() {
        cut();
        watchdog.forget(guard);
    }

    /** Closes both directions, inside TLS with its own farewell. */
    public void close() throws IOException {
        begin();
        out.close();
        guard.disarm();
    }

    public InetAddress localAddress() {
        return link.getLocalAddress();
    }

    public InetAddress remoteAddress() {
        return link.getInetAddress();
    }
}
