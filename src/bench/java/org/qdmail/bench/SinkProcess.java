package org.qdmail.bench;

import java.io.IOException;
import java.util.List;

/** Our sink in a process of its own, which digests every mail. */
final class SinkProcess implements AutoCloseable {
    private final Child child;
    private final int port;

    private SinkProcess(Child child) {
        this.child = child;
        this.port = Integer.parseInt(child.read());
    }

    /** @param place address and port, where it may not be just any, and the file of its key, where it speaks TLS */
    static SinkProcess start(String... place) throws IOException {
        return new SinkProcess(Child.start(List.of("-XX:+UseSerialGC", "-Xmx128m"), Sink.class, place));
    }

    /** One that speaks TLS from the first octet. */
    static SinkProcess overTls(TlsFiles files) throws IOException {
        return start("127.0.0.1", "0", files.keys().toString());
    }

    int port() {
        return port;
    }

    /** Forgets what came, and looks from now on in this way. */
    void begin(Look look) {
        child.ask(look.word());
    }

    /** What came since {@link #begin}. */
    Tally tally() {
        return Tally.parse(child.ask("tally"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        child.close();
    }
}
