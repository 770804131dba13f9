package org.qdmail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;

/**
 * A TCP connection that can be looked at without waiting, and closed below TLS from another thread. It is a {@link
 * Socket} so that TLS can be layered over it; octets seen by {@link #peek()} are not lost.
 */
final class RawSocket extends Socket implements Link {
    /** What a look at the connection finds. */
    enum Sight {
        QUIET,
        OCTETS,
        GONE
    }

    private final SocketChannel channel;
    private final ByteBuffer ahead = ByteBuffer.allocate(512).flip();

    RawSocket() throws IOException {
        this(SocketChannel.open());
    }

    RawSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Blocks without limit: whoever guards it closes this socket. */
    void connect(InetSocketAddress address) throws IOException {
        try {
            channel.connect(address);
        } catch (UnsupportedAddressTypeException otherKind) { // IPv6 on a machine or a JVM that has IPv4 alone
            throw new IOException("addresses of this kind are not supported here", otherKind);
        } catch (UnresolvedAddressException withoutNumber) {
            throw new IOException("the address is not resolved", withoutNumber);
        }
    }

    /** Whether something has come, or the peer has gone, since the last read. Takes no octet away. */
    @Override
    public Sight peek() {
        if (ahead.hasRemaining()) return Sight.OCTETS;
        try {
            channel.configureBlocking(false);
            ahead.clear();
            int count = channel.read(ahead);
            ahead.flip();
            channel.configureBlocking(true);
            return count < 0 ? Sight.GONE : count == 0 ? Sight.QUIET : Sight.OCTETS;
        } catch (IOException broken) {
            ahead.clear().flip();
            return Sight.GONE;
        }
    }

    @Override
    public Sight glance() {
        if (ahead.hasRemaining()) return Sight.OCTETS;
        try {
            return channel.socket().getInputStream().available() > 0 ? Sight.OCTETS : Sight.QUIET;
        } catch (IOException broken) {
            return Sight.GONE;
        }
    }

    /** Drops the connection with a reset: what was written and not yet delivered is discarded. Never blocks. */
    @Override
    public void abort() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        hangUp();
    }

    /** Closes without a word; what was written is still delivered. Never blocks. */
    @Override
    public void hangUp() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            return;
        }
    }

    /** An interrupt makes a read throw that has taken octets already; they count. */
    private int receive(ByteBuffer octets) throws IOException {
        int before = octets.position();
        try {
            return channel.read(octets);
        } catch (ClosedByInterruptException interrupted) {
            int count = octets.position() - before;
            if (count == 0) throw interrupted;
            return count;
        }
    }

    /** An interrupt makes a write throw that has handed everything to the kernel: such a write has not failed. */
    private void send(ByteBuffer octets) throws IOException {
        try {
            channel.write(octets);
        } catch (ClosedByInterruptException interrupted) {
            if (octets.hasRemaining()) throw interrupted;
        }
    }

    @Override
    public InputStream getInputStream() {
        return new Incoming();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Outgoing();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return channel.socket().getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return channel.socket().getLocalAddress();
    }

    @Override
    public int getPort() {
        return channel.socket().getPort();
    }

    @Override
    public int getLocalPort() {
        return channel.socket().getLocalPort();
    }

    @Override
    public int getSoLinger() throws SocketException {
        return channel.socket().getSoLinger();
    }

    /** Always zero: a guard bounds the waiting. */
    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoTimeout(int millis) {
        // TLS sets it while closing; a guard bounds the waiting
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** TLS calls it while closing. What {@link Socket} would do here is to open a second socket, which nobody closes. */
    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public boolean isInputShutdown() {
        return channel.socket().isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return channel.socket().isOutputShutdown();
    }

    /** Without a lock: it is what frees a thread that waits inside of another method. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Incoming extends InputStream {
        private ByteBuffer octets = ByteBuffer.allocate(0); // around the array of the read before, mostly the same one

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (!ahead.hasRemaining())
                return receive(around(into).limit(offset + length).position(offset));
            int count = Math.min(length, ahead.remaining());
            ahead.get(into, offset, count);
            return count;
        }

        private ByteBuffer around(byte[] array) {
            if (octets.array() != array) octets = ByteBuffer.wrap(array);
            return octets;
        }

        @Override
        public int available() {
            return ahead.remaining();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private final class Outgoing extends OutputStream {
        private ByteBuffer octets = ByteBuffer.allocate(0); // around the array of the write before, mostly the same one

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (octets.array() != from) octets = ByteBuffer.wrap(from);
            octets.limit(offset + length).position(offset);
            while (octets.hasRemaining()) send(octets);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
