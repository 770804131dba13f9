package org.qdmail.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * What runs beside the sender, each in a process of its own.
 *
 * @param sink our sink
 * @param tlsFiles of the next one
 * @param tlsSink a sink of ours that speaks TLS
 * @param postfix its sink, where there is one
 * @param proxy 20 ms away, in front of our sink
 * @param proxyPort its port
 * @param exchanger another sink of ours on port 25, where direct delivery goes; empty when that port may not be had
 * @param names leads there
 * @param tarpit where its other domains lead to; empty when its port may not be had
 */
record Servers(
        SinkProcess sink,
        TlsFiles tlsFiles,
        SinkProcess tlsSink,
        Optional<PostfixSink> postfix,
        Child proxy,
        int proxyPort,
        Optional<SinkProcess> exchanger,
        NameServer names,
        Optional<Tarpit> tarpit)
        implements AutoCloseable {
    private static final String EXCHANGER = "127.0.0.1";
    private static final String TARPIT = "127.0.0.2";
    private static final int PORT_25 = 25;
    private static final String WAY_MILLIS = "10";

    static Servers start() throws IOException, GeneralSecurityException, OperatorCreationException {
        SinkProcess sink = SinkProcess.start();
        TlsFiles tlsFiles = TlsFiles.make();
        Child proxy = Child.start(
                List.of("-XX:+UseSerialGC", "-Xmx256m"), DelayProxy.class, String.valueOf(sink.port()), WAY_MILLIS);
        return new Servers(
                sink,
                tlsFiles,
                SinkProcess.overTls(tlsFiles),
                PostfixSink.start(),
                proxy,
                Integer.parseInt(proxy.read()),
                startExchanger(),
                NameServer.start(InetAddress.getByName(EXCHANGER), InetAddress.getByName(TARPIT)),
                Tarpit.start(InetAddress.getByName(TARPIT), PORT_25));
    }

    private static Optional<SinkProcess> startExchanger() throws IOException {
        try (ServerSocket probe = new ServerSocket(PORT_25, 1, InetAddress.getByName(EXCHANGER))) {
            probe.close();
            return Optional.of(SinkProcess.start(EXCHANGER, String.valueOf(PORT_25)));
        } catch (BindException notOurs) {
            System.out.println("direct delivery is left out: port 25 of " + EXCHANGER + " cannot be had");
            return Optional.empty();
        }
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
        names.close();
        if (tarpit.isPresent()) tarpit.get().close();
        if (exchanger.isPresent()) exchanger.get().close();
        tlsSink.close();
        sink.close();
    }
}
