package org.qdmail.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A name server on loopback: every domain has one mail exchanger, every host the address of our second sink. Domains whose
 * names begin with {@code pit} are servers of their own, at the address of a tarpit. What is lacking is said with an SOA
 * record, so that it is kept as well.
 */
final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int TYPE_MX = 15;
    private static final int TYPE_SOA = 6;
    private static final int TTL = 300;
    /** Without names; the last of its five numbers says how long a lack counts. */
    private static final byte[] SOA = ByteBuffer.allocate(22).putInt(18, TTL).array();

    private static final byte[] EXCHANGER = {0, 10, 2, 'm', 'x', 4, 't', 'e', 's', 't', 0};

    private final DatagramSocket socket;
    private final byte[] address;
    private final byte[] pit;

    private NameServer(DatagramSocket socket, InetAddress host, InetAddress tarpit) {
        this.socket = socket;
        this.address = host.getAddress();
        this.pit = tarpit.getAddress();
    }

    static NameServer start(InetAddress host, InetAddress tarpit) throws IOException {
        NameServer server = new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), host, tarpit);
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
        byte[] data = data(query, type);
        boolean isLacking = data.length == 0;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(query, 0, 2);
        answer.writeBytes(new byte[] {
            (byte) 0x84, (byte) 0x80, 0, 1, 0, (byte) (isLacking ? 0 : 1), 0, (byte) (isLacking ? 1 : 0), 0, 0
        });
        answer.write(query, HEADER, end + 5 - HEADER);
        byte[] record = isLacking ? SOA : data;
        answer.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, (byte) (isLacking ? TYPE_SOA : type), 0, 1});
        answer.writeBytes(ByteBuffer.allocate(6)
                .putInt(TTL)
                .putShort((short) record.length)
                .array());
        answer.writeBytes(record);
        return answer.toByteArray();
    }

    private byte[] data(byte[] query, int type) {
        boolean isPit = query[HEADER + 1] == 'p' && query[HEADER + 2] == 'i' && query[HEADER + 3] == 't';
        if (type == TYPE_A) return isPit ? pit : address;
        return type == TYPE_MX && !isPit ? EXCHANGER : new byte[0];
    }

    @Override
    public void close() {
        socket.close();
    }
}
