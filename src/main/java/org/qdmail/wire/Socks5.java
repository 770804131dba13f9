package org.qdmail.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.ProxyFaults;

/**
 * SOCKS 5 (RFC 1928): greeting, login by user and password (RFC 1929) where the proxy chooses it, CONNECT. A name goes to
 * the proxy as a name.
 */
final class Socks5 {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int PORT_OCTETS = 2;

    private final Wire wire;
    private final ProxySettings proxy;

    Socks5(Wire wire, ProxySettings proxy) {
        this.wire = wire;
        this.proxy = proxy;
    }

    void open(String host, int port) throws IOException, ProxyRefused {
        greet();
        connect(host, port);
    }

    private void greet() throws IOException, ProxyRefused {
        Optional<ProxySettings.Login> login = proxy.login();
        if (login.isPresent()) say(VERSION, 2, NO_LOGIN, USER_AND_PASSWORD);
        else say(VERSION, 1, NO_LOGIN);
        byte[] choice = receive(2);
        if (choice[0] != VERSION) throw broken("no SOCKS 5");
        if (choice[1] == NO_LOGIN) return;
        if (choice[1] != USER_AND_PASSWORD || login.isEmpty()) {
            throw new ProxyRefused(ProxyFaults.loginWanted(proxy.host()));
        }
        logIn(login.get());
    }

    private void logIn(ProxySettings.Login login) throws IOException, ProxyRefused {
        byte[] user = login.user().getBytes(StandardCharsets.UTF_8);
        byte[] password = new String(login.password().reveal()).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(LOGIN_VERSION);
        request.write(user.length);
        request.writeBytes(user);
        request.write(password.length);
        request.writeBytes(password);
        say(request.toByteArray());
        byte[] answer = receive(2);
        if (answer[1] != 0) throw new ProxyRefused(ProxyFaults.loginRefused(proxy.host()));
    }

    private void connect(String host, int port) throws IOException, ProxyRefused {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        writeAddress(host, request);
        request.write(port >> 8);
        request.write(port);
        say(request.toByteArray());
        byte[] answer = receive(2);
        if (answer[0] != VERSION) throw broken("no SOCKS 5");
        if (answer[1] != 0) throw refused(host, port, answer[1] & 0xff);
        byte[] kind = receive(2);
        switch (kind[1]) {
            case IPV4 -> receive(4 + PORT_OCTETS);
            case IPV6 -> receive(16 + PORT_OCTETS);
            case NAME -> receive((receive(1)[0] & 0xff) + PORT_OCTETS);
            default -> throw broken("an address of an unknown type");
        }
    }

    private static void writeAddress(String host, ByteArrayOutputStream request) {
        byte @Nullable [] literal = literal(host);
        if (literal != null) {
            request.write(literal.length == 4 ? IPV4 : IPV6);
            request.writeBytes(literal);
            return;
        }
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        request.write(NAME);
        request.write(name.length);
        request.writeBytes(name);
    }

    /** The octets of a text that is an address; never looks anything up. */
    private static byte @Nullable [] literal(String host) {
        if (host.indexOf(':') < 0) return literalOfFour(host);
        try {
            return InetAddress.getByName('[' + host + ']').getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }

    private static byte @Nullable [] literalOfFour(String host) {
        byte[] octets = new byte[4];
        int at = 0;
        for (int part = 0; part < octets.length; part++) {
            int value = 0;
            int first = at;
            while (at < host.length() && host.charAt(at) >= '0' && host.charAt(at) <= '9' && at - first < 3) {
                value = 10 * value + host.charAt(at++) - '0';
            }
            boolean isEnded = part == 3 ? at == host.length() : at < host.length() && host.charAt(at++) == '.';
            if (at == first || !isEnded || value > 255) return null;
            octets[part] = (byte) value;
        }
        return octets;
    }

    private ProxyRefused refused(String host, int port, int code) {
        String reason =
                switch (code) {
                    case 1 -> "general failure";
                    case 2 -> "not allowed by its rules";
                    case 3 -> "network unreachable";
                    case 4 -> "host unreachable";
                    case 5 -> "connection refused";
                    case 6 -> "time to live expired";
                    case 7 -> "command not supported";
                    case 8 -> "address type not supported";
                    default -> "not said why";
                };
        return new ProxyRefused(ProxyFaults.targetRefused(proxy.host(), host, port, reason + ", SOCKS " + code));
    }

    private ProxyRefused broken(String found) {
        return new ProxyRefused(ProxyFaults.broken(proxy.host(), found));
    }

    private void say(int... octets) throws IOException {
        byte[] all = new byte[octets.length];
        for (int at = 0; at < all.length; at++) all[at] = (byte) octets[at];
        say(all);
    }

    private void say(byte[] octets) throws IOException {
        wire.put(octets, 0, octets.length);
        wire.flush();
    }

    private byte[] receive(int count) throws IOException {
        Exactly octets = new Exactly(count);
        wire.receive(octets);
        return octets.taken;
    }

    /** So many octets; what comes behind them is the server's. */
    private static final class Exactly implements Wire.Receiver<IOException> {
        private final byte[] taken;
        private int filled;

        Exactly(int count) {
            this.taken = new byte[count];
        }

        @Override
        public int accept(byte[] buffer, int from, int to) {
            int count = Math.min(to - from, taken.length - filled);
            System.arraycopy(buffer, from, taken, filled, count);
            filled += count;
            return from + count;
        }

        @Override
        public boolean isComplete() {
            return filled == taken.length;
        }
    }
}
