package org.qdmail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteMailboxTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
        headers.add(exchange.getRequestHeaders());
        byte[] json = "{\"smtp\": {\"port\": 2525}}".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    /** Servers of applications handle an upgrade of their own accord, not all of them well. */
    @Test
    void asksForNoOtherProtocolThanItSpeaks() {
        RemoteMailbox mailbox = new RemoteMailbox(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/shop"));

        assertThat(mailbox.smtpPort()).isEqualTo(2525);
        mailbox.clear();

        assertThat(requests)
                .containsExactly("GET /shop/mail/v1/mailbox/messages", "DELETE /shop/mail/v1/mailbox/messages");
        assertThat(headers).noneMatch(fields -> fields.containsKey("Upgrade") || fields.containsKey("HTTP2-Settings"));
    }
}
