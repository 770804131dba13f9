package org.qdmail.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.smtp.peer.PeerCertificates;

/** A token endpoint on loopback, over TLS with a certificate of the test's CA, that gives answers in turn. */
public final class TokenEndpoint implements AutoCloseable {
    /** The last answer is given again and again. */
    private final Deque<Answer> answers;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean holding;

    /** What came: the field Authorization, or empty text, and the body. */
    public record Request(String authorization, String body) {}

    private record Answer(int status, String body) {}

    private TokenEndpoint(PeerCertificates certificate, List<Answer> answers) {
        this.answers = new ArrayDeque<>(answers);
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static TokenEndpoint answering(int status, String body) {
        return new TokenEndpoint(PeerCertificates.GOOD, List.of(new Answer(status, body)));
    }

    static TokenEndpoint with(PeerCertificates certificate) {
        return new TokenEndpoint(certificate, List.of(new Answer(200, token("t", ""))));
    }

    /** Gives out these tokens in turn, each for an hour. */
    public static TokenEndpoint giving(String... tokens) {
        List<Answer> answers = new CopyOnWriteArrayList<>();
        for (String token : tokens) answers.add(new Answer(200, token(token, ",\"expires_in\":3600")));
        return new TokenEndpoint(PeerCertificates.GOOD, answers);
    }

    /** Further members of the answer in turn, for tokens t1, t2, …. */
    public static TokenEndpoint adding(String... members) {
        List<Answer> answers = new CopyOnWriteArrayList<>();
        int number = 0;
        for (String more : members) answers.add(new Answer(200, token("t" + ++number, more)));
        return new TokenEndpoint(PeerCertificates.GOOD, answers);
    }

    private static String token(String token, String more) {
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"%s}".formatted(token, more);
    }

    /** Answers nothing until {@link #release()}. */
    TokenEndpoint holding() {
        holding = true;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(new Request(Objects.requireNonNullElse(authorization, ""), body));
        asked.countDown();
        if (holding) awaitRelease();
        Answer answer = next();
        byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() / 100 == 3) exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer next() {
        turn.lock();
        try {
            return answers.size() > 1 ? answers.remove() : answers.element();
        } finally {
            turn.unlock();
        }
    }

    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    void release() {
        released.countDown();
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
