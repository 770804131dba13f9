package org.qdmail.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.qdmail.failure.ProxyFaults;

/** CONNECT of HTTP/1.1 (RFC 9110 section 9.3.6): whatever stands behind the header of a 2xx is the server's. */
final class HttpConnect {
    /** All headers of an answer together, also of those that announce another one. */
    private static final int HEADER_OCTETS = 16 * 1024;

    private static final int LOGIN_WANTED = 407;
    private static final int SWITCHING = 101;

    private final Wire wire;
    private final ProxySettings proxy;

    HttpConnect(Wire wire, ProxySettings proxy) {
        this.wire = wire;
        this.proxy = proxy;
    }

    void open(String host, int port) throws IOException, ProxyRefused {
        byte[] request = request((host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port);
        wire.put(request, 0, request.length);
        wire.flush();
        int left = HEADER_OCTETS;
        int code;
        do {
            Header header = new Header(left);
            wire.receive(header);
            left -= header.octets.size();
            code = header.code();
        } while (code >= 100 && code < 200 && code != SWITCHING);
        if (code >= 200 && code < 300) return;
        if (code != LOGIN_WANTED) {
            throw new ProxyRefused(ProxyFaults.targetRefused(proxy.host(), host, port, "HTTP " + code));
        }
        throw new ProxyRefused(
                proxy.login().isPresent()
                        ? ProxyFaults.loginRefused(proxy.host())
                        : ProxyFaults.loginWanted(proxy.host()));
    }

    private byte[] request(String target) {
        StringBuilder request = new StringBuilder(200)
                .append("CONNECT ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(target)
                .append("\r\n");
        proxy.login().ifPresent(login -> request.append("Proxy-Authorization: Basic ")
                .append(credentials(login))
                .append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String credentials(ProxySettings.Login login) {
        String both = login.user() + ':' + new String(login.password().reveal());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private ProxyRefused broken(String found) {
        return new ProxyRefused(ProxyFaults.broken(proxy.host(), found));
    }

    /** The octets up to an empty line; lines end in CR LF and nothing else. */
    private final class Header implements Wire.Receiver<ProxyRefused> {
        private final int limit;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private int lineOctets;
        private boolean afterCr;
        private boolean complete;

        Header(int limit) {
            this.limit = limit;
        }

        @Override
        public int accept(byte[] buffer, int from, int to) throws ProxyRefused {
            int at = from;
            while (at < to && !complete) take(buffer[at++]);
            return at;
        }

        private void take(byte octet) throws ProxyRefused {
            if (octets.size() == limit) throw broken("a header over " + HEADER_OCTETS + " octets");
            octets.write(octet);
            if (octets.size() <= "HTTP/1.".length() && octet != "HTTP/1.".charAt(octets.size() - 1)) {
                throw broken("no HTTP/1");
            }
            if (octet == '\n') {
                if (!afterCr) throw broken("a line that ends in LF alone");
                complete = lineOctets == 0;
                lineOctets = 0;
            } else if (octet != '\r') {
                lineOctets++;
            }
            afterCr = octet == '\r';
        }

        @Override
        public boolean isComplete() {
            return complete;
        }

        /** The number behind the version. */
        int code() throws ProxyRefused {
            String text = octets.toString(StandardCharsets.ISO_8859_1);
            String status = text.substring(0, text.indexOf('\r'));
            boolean isStatus = status.length() >= "HTTP/1.1 200".length()
                    && isDigits(status, 7, 8)
                    && status.charAt(8) == ' '
                    && isDigits(status, 9, 12)
                    && (status.length() == 12 || status.charAt(12) == ' ');
            if (!isStatus) throw broken("no status line");
            return Integer.parseInt(status, 9, 12, 10);
        }

        private static boolean isDigits(String text, int from, int to) {
            return text.substring(from, to).chars().allMatch(digit -> digit >= '0' && digit <= '9');
        }
    }
}
