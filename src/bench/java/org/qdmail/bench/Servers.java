package org.qdmail.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What runs beside the sender, each in a process of its own.
 *
 * @param sink our sink
 * @param postfix its sink, where there is one
 * @param proxy 20 ms away, in front of our sink
 */
record Servers(SinkProcess sink, Optional<PostfixSink> postfix, Child proxy, int proxyPort) implements AutoCloseable {
    private static final String WAY_MILLIS = "10";

    static Servers start() throws IOException {
        SinkProcess sink = SinkProcess.start();
        Child proxy = Child.start(
                List.of("-XX:+UseSerialGC", "-Xmx256m"), DelayProxy.class, String.valueOf(sink.port()), WAY_MILLIS);
        return new Servers(sink, PostfixSink.start(), proxy, Integer.parseInt(proxy.read()));
    }

    /** Where mail goes that needs no CHUNKING. */
    int fastPort() {
        return postfix.map(PostfixSink::port).orElse(sink.port());
    }

    long roundTrips() {
        return Long.parseLong(proxy.ask("round trips"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        postfix.ifPresent(PostfixSink::close);
        proxy.close();
        sink.close();
    }
}
