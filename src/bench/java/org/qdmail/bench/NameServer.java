package org.qdmail.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A name server on loopback: every domain has one mail exchanger, every host the address of our second sink. */
final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int TYPE_MX = 15;
    private static final byte[] EXCHANGER = {0, 10, 2, 'm', 'x', 4, 't', 'e', 's', 't', 0};

    private final DatagramSocket socket;
    private final byte[] address;

    private NameServer(DatagramSocket socket, InetAddress host) {
        this.socket = socket;
        this.address = host.getAddress();
    }

    static NameServer start(InetAddress host) throws IOException {
        NameServer server = new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), host);
        Thread thread = new Thread(server::serve, "names");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] query) {
        int end = HEADER;
        while (query[end] != 0) end += query[end] + 1;
        int type = query[end + 2];
        byte[] data = type == TYPE_MX ? EXCHANGER : type == TYPE_A ? address : new byte[0];
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(query, 0, 2);
        answer.writeBytes(new byte[] {(byte) 0x84, (byte) 0x80, 0, 1, 0, (byte) (data.length > 0 ? 1 : 0), 0, 0, 0, 0});
        answer.write(query, HEADER, end + 5 - HEADER);
        if (data.length > 0) {
            answer.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, (byte) type, 0, 1});
            answer.writeBytes(ByteBuffer.allocate(6)
                    .putInt(300)
                    .putShort((short) data.length)
                    .array());
            answer.writeBytes(data);
        }
        return answer.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
