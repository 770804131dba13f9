package org.qdmail.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawSocketTest {
    private ServerSocket listener;
    private RawSocket raw;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        raw = new RawSocket();
        raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        raw.hangUp();
        peer.close();
        listener.close();
    }

    @Test
    void seesNothingOnAQuietConnection() {
        assertThat(raw.peek()).isEqualTo(RawSocket.Sight.QUIET);
    }

    @Test
    void losesNoOctetThatItHasSeen() throws IOException {
        peer.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        awaitSight(RawSocket.Sight.OCTETS);

        assertThat(raw.peek()).isEqualTo(RawSocket.Sight.OCTETS);
        assertThat(raw.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(raw.peek()).isEqualTo(RawSocket.Sight.QUIET);
    }

    @Test
    void aGlanceSeesWhatHasCome() throws IOException {
        assertThat(raw.glance()).isEqualTo(RawSocket.Sight.QUIET);

        peer.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        while (raw.glance() != RawSocket.Sight.OCTETS) Thread.onSpinWait();

        assertThat(raw.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(raw.glance()).isEqualTo(RawSocket.Sight.QUIET);
    }

    @Test
    void aGlanceSeesWhatAPeekHasTaken() throws IOException {
        peer.getOutputStream().write('h');
        awaitSight(RawSocket.Sight.OCTETS);

        assertThat(raw.glance()).isEqualTo(RawSocket.Sight.OCTETS);
        assertThat(raw.getInputStream().read()).isEqualTo('h');
        assertThat(raw.glance()).isEqualTo(RawSocket.Sight.QUIET);
    }

    @Test
    void aGlanceSeesThatItIsClosed() {
        raw.hangUp();

        assertThat(raw.glance()).isEqualTo(RawSocket.Sight.GONE);
    }

    @Test
    void seesThatThePeerHasEnded() throws IOException {
        peer.shutdownOutput();

        awaitSight(RawSocket.Sight.GONE);
    }

    @Test
    void seesThatThePeerHasReset() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();

        awaitSight(RawSocket.Sight.GONE);
    }

    private void awaitSight(RawSocket.Sight wanted) {
        while (raw.peek() != wanted) Thread.onSpinWait();
    }

    @Test
    void abortTakesBackWhatWasNotDelivered() throws IOException {
        raw.getOutputStream().write(new byte[100]);
        raw.abort();

        assertThat(endOf(peer)).isInstanceOf(IOException.class);
    }

    @Test
    void hangUpDeliversWhatWasWritten() throws IOException {
        raw.getOutputStream().write(new byte[100]);
        raw.hangUp();

        assertThat(peer.getInputStream().readAllBytes()).hasSize(100);
    }

    /** The channel takes IPv4 alone, as each one does on a machine or a JVM without IPv6. */
    @Test
    void anAddressOfAnotherKindCannotBeReached() throws IOException {
        RawSocket ofIpv4 = new RawSocket(SocketChannel.open(StandardProtocolFamily.INET));
        try {
            assertThatThrownBy(() -> ofIpv4.connect(new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 25)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("kind");
        } finally {
            ofIpv4.hangUp();
        }
    }

    @Test
    void anAddressWithoutNumberCannotBeReached() throws IOException {
        RawSocket other = new RawSocket();
        try {
            assertThatThrownBy(() -> other.connect(InetSocketAddress.createUnresolved("mx.example", 25)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not resolved");
        } finally {
            other.hangUp();
        }
    }

    /** Reads to the end; the exception that ended it, if one did. */
    private static Exception endOf(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) Thread.onSpinWait();
            return null;
        } catch (IOException reset) {
            return reset;
        }
    }

    /** The rule that decides between deferred and unknown, under an interrupt that comes at any moment. */
    @Test
    void k1AWriteThatThrowsHasNotHandedOverItsLastOctet() throws Exception {
        for (int turn = 0; turn < 300; turn++) {
            close();
            connect();
            CompletableFuture<Long> arrived = CompletableFuture.supplyAsync(() -> count(peer));
            AtomicReference<Boolean> written = new AtomicReference<>();
            byte[] content = new byte[1 + turn * 1000];
            Thread writer = new Thread(() -> written.set(write(content)));
            writer.start();
            for (int spin = 0; spin < turn * 20; spin++) Thread.onSpinWait();
            writer.interrupt();
            writer.join();
            raw.hangUp();

            if (!written.get()) assertThat(arrived.get()).as("turn %s", turn).isLessThan(content.length);
        }
    }

    private boolean write(byte[] content) {
        try {
            raw.getOutputStream().write(content);
            return true;
        } catch (IOException interrupted) {
            return false;
        }
    }

    private static long count(Socket socket) {
        long count = 0;
        byte[] block = new byte[64 * 1024];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(block); read >= 0; read = in.read(block)) count += read;
        } catch (IOException reset) {
            return count;
        }
        return count;
    }
}
