package org.qdmail.smtp.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays the steps of one connection. */
final class PeerConnection {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final long FLOOD_OCTETS = 64L * 1024 * 1024;

    private final ScriptedPeer peer;
    private final PeerWire wire;
    private final int number;
    private final List<PeerScript.Step> steps;
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final List<String> recipients = new ArrayList<>();
    private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private String mail = "";
    private String lastCommand = "";
    private boolean contentEnded;
    private boolean farewell;
    private volatile int at;

    /** What a script does not have. */
    private static final class Deviation extends Exception {
        private static final long serialVersionUID = 1L;

        Deviation(String what) {
            super(what);
        }
    }

    PeerConnection(ScriptedPeer peer, Socket socket, int number, List<PeerScript.Step> steps) throws IOException {
        this.peer = peer;
        this.wire = new PeerWire(socket, peer);
        this.number = number;
        this.steps = steps;
    }

    void play() {
        try {
            for (; at < steps.size(); at++) play(steps.get(at));
            flush();
            if (!farewell) awaitEnd();
            else wire.drain();
            peer.playedToItsEnd();
        } catch (Deviation deviation) {
            peer.deviate(number, deviation.getMessage());
            wire.reset();
        } catch (IOException lost) {
            peer.log(number, "-- " + lost);
            if (mayBeLost()) peer.playedToItsEnd();
            else peer.deviate(number, "the connection was lost in step \"" + steps.get(at) + '"');
        } catch (InterruptedException ended) {
            peer.log(number, "-- ended");
        } finally {
            wire.close();
        }
    }

    /** Nobody has to listen to what never ends, or to the end of a script. */
    private boolean mayBeLost() {
        if (at >= steps.size()) return true;
        String word = steps.get(at).word();
        return List.of("flood", "drip", "drain", "tls", "stall", "serve", "fin", "rst")
                        .contains(word)
                || at == steps.size() - 1 && steps.get(at).sends();
    }

    private void play(PeerScript.Step step) throws IOException, Deviation, InterruptedException {
        if (!step.sends()) flush();
        switch (step.word()) {
            case "send", "inject" -> send(step.text());
            case "raw" ->
                outgoing.writeBytes(HexFormat.of().parseHex(step.text().replace(" ", "")));
            case "want" -> want(step.text());
            case "octets" -> octets(step.text());
            case "ehlo" -> ehlo(step.text());
            case "body" -> body(step.text());
            case "serve" -> serve(step.text().isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(step.text()));
            case "tls" -> tls(step.text());
            case "fin" -> fin();
            case "rst" -> rst();
            case "stall" -> stall();
            case "drain" -> drain();
            case "drip" -> drip(step.text());
            case "flood" -> flood(step.text());
            default -> throw new Deviation("the script's word \"" + step.word() + "\" is unknown");
        }
        if (step.sends() && step.endsLine()) flush();
    }

    private void send(String text) {
        peer.log(number, "S: " + text);
        outgoing.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        outgoing.writeBytes(CRLF);
        if (!text.startsWith("2")) {
            if (contentEnded) forget();
            return;
        }
        if (contentEnded) store();
        if (lastCommand.startsWith("RCPT")) recipients.add(lastCommand);
        lastCommand = "";
    }

    private void forget() {
        contentEnded = false;
        content = new ByteArrayOutputStream();
    }

    private void store() {
        byte[] octets = content.toByteArray();
        peer.stored(new StoredMail(mail, List.copyOf(recipients), sha256(octets), octets));
        recipients.clear();
        forget();
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    private void flush() throws IOException {
        if (outgoing.size() == 0) return;
        wire.write(outgoing.toByteArray());
        outgoing.reset();
    }

    private void want(String pattern) throws IOException, Deviation {
        String line = command();
        if (line == null) throw new Deviation("the client closed where \"" + pattern + "\" was wanted");
        if (!matches(pattern, line)) throw new Deviation("\"" + line + "\" came where \"" + pattern + "\" was wanted");
    }

    private void octets(String hex) throws IOException, Deviation {
        byte[] wanted = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] found = wire.octets(wanted.length);
        peer.log(number, "C: (octets) " + HexFormat.of().formatHex(found));
        if (!Arrays.equals(wanted, found)) {
            throw new Deviation("the octets " + HexFormat.of().formatHex(found) + " came where " + hex + " was wanted");
        }
    }

    private @Nullable String command() throws IOException {
        String line = wire.line();
        if (line == null) return null;
        peer.log(number, "C: " + line);
        lastCommand = line;
        if (line.startsWith("MAIL")) {
            mail = line;
            recipients.clear();
        }
        return line;
    }

    private static boolean matches(String pattern, String line) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern.equals(line);
        if (!line.startsWith(pattern.substring(0, star))) return false;
        String rest = pattern.substring(star + 1);
        if (rest.isEmpty()) return true;
        for (int start = star; start <= line.length(); start++) {
            if (matches(rest, line.substring(start))) return true;
        }
        return false;
    }

    private void ehlo(String offers) throws IOException, Deviation {
        want("EHLO *");
        answerEhlo(offers);
        flush();
    }

    private void answerEhlo(String offers) {
        if (offers.isEmpty()) {
            send("250 peer.example");
            return;
        }
        List<String> all = List.of(offers.split(", ", -1));
        send("250-peer.example");
        for (String offer : all.subList(0, all.size() - 1)) send("250-" + offer);
        send("250 " + all.get(all.size() - 1));
    }

    private void body(String kind) throws IOException, Deviation {
        if (kind.equals("to-dot")) {
            content.writeBytes(wire.toDot());
            contentEnded = true;
        } else if (kind.equals("chunk")) {
            want("BDAT *");
            chunk(lastCommand);
        } else if (kind.startsWith("octets ")) {
            content.writeBytes(wire.content(Long.parseLong(kind.substring("octets ".length()))));
        } else {
            throw new Deviation("the script's body \"" + kind + "\" is unknown");
        }
        peer.log(number, "C: (" + content.size() + " octets of content)");
        lastCommand = "";
    }

    private void chunk(String bdat) throws IOException {
        String[] words = bdat.split(" ", -1);
        content.writeBytes(wire.content(Long.parseLong(words[1])));
        contentEnded = words.length > 2;
    }

    private void serve(int mails) throws IOException, Deviation {
        int served = 0;
        while (served < mails) {
            flush();
            String line = command();
            if (line == null) {
                farewell = true;
                return;
            }
            if (line.startsWith("QUIT")) {
                send("221 bye");
                farewell = true;
                return;
            }
            if (answer(line)) served++;
        }
    }

    /** Answers as a server should; true when a mail was taken. */
    private boolean answer(String line) throws IOException, Deviation {
        String verb = line.length() < 4 ? line : line.substring(0, 4);
        switch (verb) {
            case "EHLO", "MAIL", "RCPT", "RSET", "NOOP" -> send("250 2.0.0 ok");
            case "DATA" -> {
                send("354 go on");
                flush();
                body("to-dot");
                send("250 2.0.0 taken");
                return true;
            }
            case "BDAT" -> {
                chunk(line);
                boolean last = contentEnded;
                send("250 2.0.0 taken");
                return last;
            }
            default -> throw new Deviation("\"" + line + "\" came where a mail was wanted");
        }
        return false;
    }

    private void tls(String kind) throws IOException {
        if (kind.equals("garbage")) {
            wire.write("this is no TLS at all\r\n".getBytes(StandardCharsets.US_ASCII));
            farewell = true; // what comes now is TLS, not commands
        } else if (kind.equals("old")) {
            wire.encrypt(PeerCertificates.GOOD, "TLSv1.1");
        } else {
            wire.encrypt(PeerCertificates.of(kind), null);
        }
        peer.log(number, "-- TLS " + kind);
    }

    private void fin() throws IOException {
        peer.log(number, "-- FIN");
        wire.fin();
        farewell = true;
    }

    private void rst() {
        peer.log(number, "-- RST");
        wire.reset();
        farewell = true;
    }

    private void stall() throws InterruptedException {
        peer.log(number, "-- stalls");
        peer.stall();
    }

    private void drain() throws IOException {
        peer.log(number, "-- drained " + wire.drainContent() + " octets");
        farewell = true;
    }

    /** {@code 100/s 250 ok}. */
    private void drip(String text) throws IOException, InterruptedException {
        int slash = text.indexOf("/s ");
        long nanos = TimeUnit.SECONDS.toNanos(1) / Long.parseLong(text.substring(0, slash));
        byte[] octets = (text.substring(slash + 3) + "\r\n").getBytes(StandardCharsets.UTF_8);
        peer.log(number, "S: (drip by drip) " + text);
        for (byte octet : octets) {
            wire.write(new byte[] {octet});
            if (abandoned.await(nanos, TimeUnit.NANOSECONDS)) return;
        }
    }

    private void flood(String kind) throws IOException {
        peer.log(number, "S: (flood of " + kind + ")");
        byte[] octets = (kind.equals("lines") ? "250-" + "x".repeat(194) + "\r\n" : "x".repeat(200))
                .getBytes(StandardCharsets.US_ASCII);
        if (!kind.equals("lines")) wire.write("250 ".getBytes(StandardCharsets.US_ASCII));
        for (long sent = 0; sent < FLOOD_OCTETS; sent += octets.length) wire.write(octets);
    }

    /** After the script: QUIT is welcome, anything else is not. */
    private void awaitEnd() throws IOException, Deviation {
        String line = command();
        if (line == null) return;
        if (!line.equals("QUIT")) throw new Deviation("\"" + line + "\" came behind the end of the script");
        send("221 bye");
        flush();
        wire.drain();
    }

    boolean isOpen() {
        return wire.isOpen();
    }

    String position() {
        return "connection " + number + " is at step " + at
                + (at < steps.size() ? " \"" + steps.get(at) + '"' : " (end)");
    }

    void abandon() {
        abandoned.countDown();
        wire.close();
    }
}
