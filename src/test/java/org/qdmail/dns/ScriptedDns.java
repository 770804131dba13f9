package org.qdmail.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on loopback, by UDP and TCP, that knows what it is told: lines of {@code name TYPE data}, or of {@code name
 * SERVFAIL}, {@code name SERVFAIL-TYPE}, {@code name SILENT} and {@code name SECURE}, which says of its answers that they are
 * validated, to whoever wants to know; with aliases, when all these names are. Answers of more than 512 octets go by TCP alone.
 */
public final class ScriptedDns implements AutoCloseable {
    private static final int UDP_OCTETS = 512;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<Name, Map<Integer, List<Record>>> records = new ConcurrentHashMap<>();
    private final Map<Name, String> moods = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile long ttl = 300;

    private ScriptedDns(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
        start(this::answerUdp);
        start(this::answerTcp);
    }

    public static ScriptedDns knowing(String lines) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            ServerSocket tcp = new ServerSocket(0, 50, loopback);
            ScriptedDns dns = new ScriptedDns(new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
            dns.learn(lines);
            return dns;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Knows these too from now on. */
    public void learn(String lines) {
        lines.lines().filter(line -> !line.isBlank()).forEach(this::add);
    }

    /** What it learns from now on counts for so many seconds. */
    public void lifetime(long seconds) {
        ttl = seconds;
    }

    /** Knows nothing of a name any more. */
    public void forget(String name) {
        records.remove(DnsAnswers.name(name));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-dns");
        thread.setDaemon(true);
        thread.start();
    }

    private void add(String line) {
        String[] parts = line.strip().split(" +", 3);
        Name name = DnsAnswers.name(parts[0]);
        if (parts.length == 2) {
            moods.put(name, parts[1]);
            return;
        }
        int type = Type.value(parts[1]);
        try {
            records.computeIfAbsent(name, unknown -> new HashMap<>())
                    .computeIfAbsent(type, unknown -> new ArrayList<>())
                    .add(Record.fromString(name, type, DClass.IN, ttl, parts[2], Name.root));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", tcp.getLocalPort());
    }

    /** What was asked, as {@code udp example.org MX}. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    /** Waits until this was asked, by UDP or TCP, as {@code example.org MX}. */
    public void awaitQuestion(String question) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (questions.stream().noneMatch(asked -> asked.endsWith(" " + question))) {
            if (System.nanoTime() > end) throw new AssertionError(question + " is not among " + questions);
            Thread.onSpinWait();
        }
    }

    private void answerUdp() {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), "udp");
                if (answer.length == 0) continue;
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            questions.add("closed");
        }
    }

    private void answerTcp() {
        try {
            while (true) {
                try (Socket socket = tcp.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), "tcp");
                    if (answer.length == 0) continue;
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            }
        } catch (IOException closed) {
            questions.add("closed");
        }
    }

    /** Empty for silence. */
    private byte[] answer(byte[] octets, String transport) throws IOException {
        Message query = new Message(octets);
        Record question = query.getQuestion();
        questions.add(transport + ' ' + question.getName().toString(true) + ' ' + Type.string(question.getType()));
        String mood = moods.getOrDefault(question.getName(), "");
        if (mood.equals("SILENT")) return new byte[0];
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        if (mood.equals("SERVFAIL") || mood.equals("SERVFAIL-" + Type.string(question.getType())))
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        else fill(answer, question);
        if (isSecure(mood, answer) && query.getHeader().getFlag(Flags.AD))
            answer.getHeader().setFlag(Flags.AD);
        byte[] whole = answer.toWire(65_535);
        if (transport.equals("tcp") || whole.length <= UDP_OCTETS) return whole;
        answer.removeAllRecords(Section.ANSWER);
        answer.getHeader().setFlag(Flags.TC);
        return answer.toWire();
    }

    private boolean isSecure(String mood, Message answer) {
        return mood.equals("SECURE")
                && answer.getSection(Section.ANSWER).stream()
                        .allMatch(record -> "SECURE".equals(moods.get(record.getName())));
    }

    private void fill(Message answer, Record question) {
        Name name = question.getName();
        for (int aliases = 0; aliases < 20; aliases++) {
            Map<Integer, List<Record>> known = records.get(name);
            if (known == null) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
                return;
            }
            known.getOrDefault(question.getType(), List.of()).forEach(each -> answer.addRecord(each, Section.ANSWER));
            List<Record> alias = known.get(Type.CNAME);
            if (alias == null) return;
            CNAMERecord record = (CNAMERecord) alias.get(0);
            if (answer.findRecord(record)) return;
            answer.addRecord(record, Section.ANSWER);
            name = record.getTarget();
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
