package org.qdmail.smtp.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A server on a loopback port of its own choosing that plays a script; see the package. */
public final class ScriptedPeer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final PeerScript script;
    private final ServerSocket listener;
    private final int port;
    private final List<PeerConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<StoredMail> stored = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> deviations = new CopyOnWriteArrayList<>();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong contentOctets = new AtomicLong();
    private final AtomicLong sentOctets = new AtomicLong();
    private final Semaphore stalled = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch played;
    private final ReentrantLock order = new ReentrantLock();

    private ScriptedPeer(PeerScript script, InetSocketAddress address, int receiveBuffer) throws IOException {
        this.script = script;
        this.played = new CountDownLatch(script.refuses() ? 0 : script.expected());
        this.listener = new ServerSocket();
        if (receiveBuffer > 0) listener.setReceiveBufferSize(receiveBuffer);
        listener.bind(address);
        this.port = listener.getLocalPort();
        if (script.refuses()) listener.close();
        else start("peer-" + port, this::acceptAll);
    }

    public static ScriptedPeer playing(String script) {
        return playing(script, 0);
    }

    /** With a receive buffer of so many octets, so that a client's write blocks early. */
    public static ScriptedPeer playing(String script, int receiveBuffer) {
        return at("127.0.0.1", script, receiveBuffer);
    }

    /** At another loopback address, such as {@code ::1}. */
    public static ScriptedPeer at(String address, String script, int receiveBuffer) {
        return at(address, 0, script, receiveBuffer);
    }

    /** At a port that another peer has at another loopback address. */
    public static ScriptedPeer at(String address, int port, String script, int receiveBuffer) {
        try {
            return new ScriptedPeer(
                    PeerScript.of(script), new InetSocketAddress(InetAddress.getByName(address), port), receiveBuffer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                take(socket, accepted.getAndIncrement());
            }
        } catch (IOException closed) {
            log(0, "closed");
        }
    }

    private void take(Socket socket, int number) throws IOException {
        List<PeerScript.Step> steps = script.of(number);
        if (steps == null) {
            deviate(number + 1, "a connection that the script does not have");
            socket.close();
            return;
        }
        PeerConnection connection = new PeerConnection(this, socket, number + 1, steps);
        connections.add(connection);
        start("peer-" + port + "-" + (number + 1), connection::play);
    }

    public int port() {
        return port;
    }

    /** How many connections came. */
    public int connections() {
        return accepted.get();
    }

    /** The contents taken over, in order. */
    public List<StoredMail> stored() {
        return List.copyOf(stored);
    }

    /** How many octets of content came, whole or not, as they were on the wire. */
    public long contentOctets() {
        return contentOctets.get();
    }

    public long sentOctets() {
        return sentOctets.get();
    }

    /** The host names that clients sent in their TLS handshakes. */
    public List<String> serverNames() {
        return List.copyOf(serverNames);
    }

    /** The lines that came from clients, in order. */
    public List<String> commands() {
        return lines.stream()
                .filter(line -> line.contains(" C: "))
                .map(line -> line.substring(line.indexOf(" C: ") + 4))
                .toList();
    }

    /** How many sockets are open on this side. */
    public long openSockets() {
        return connections.stream().filter(PeerConnection::isOpen).count();
    }

    /** Each line with the number of its connection and who said it. */
    public String dialogue() {
        return String.join("\n", lines);
    }

    /** Waits until a connection has come to {@code stall}; each stall counts once. */
    public void awaitStalled() throws InterruptedException {
        if (!stalled.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw failure("it never came to stall");
    }

    /** Lets every stalled connection go on. */
    public void release() {
        released.countDown();
    }

    /** Waits for the end of the script, then fails if anything deviated from it. */
    public void verify() throws InterruptedException {
        boolean done = played.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        failIfDeviated();
        if (!done) throw failure("the script was not played to its end");
    }

    private void failIfDeviated() {
        if (!deviations.isEmpty()) throw failure(String.join("; ", deviations));
    }

    private AssertionError failure(String what) {
        List<String> position = new ArrayList<>();
        connections.forEach(connection -> position.add(connection.position()));
        return new AssertionError(what + "\n" + dialogue() + "\n" + String.join("\n", position));
    }

    /** Closes everything, then fails if anything deviated from the script. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        release();
        connections.forEach(PeerConnection::abandon);
        failIfDeviated();
    }

    void stall() throws InterruptedException {
        stalled.release();
        released.await();
    }

    void stored(StoredMail mail) {
        stored.add(mail);
    }

    void serverName(String name) {
        serverNames.add(name);
    }

    void countContent(long octets) {
        contentOctets.addAndGet(octets);
    }

    void countSent(long octets) {
        sentOctets.addAndGet(octets);
    }

    void log(int connection, String line) {
        order.lock();
        try {
            lines.add(connection + " " + line);
        } finally {
            order.unlock();
        }
    }

    void deviate(int connection, String what) {
        deviations.add("connection " + connection + ": " + what);
        log(connection, "!! " + what);
        while (played.getCount() > 0) played.countDown();
    }

    void playedToItsEnd() {
        played.countDown();
    }
}
