package org.qdmail.wire;

import java.io.IOException;
import org.qdmail.failure.ProxyFaults;

/**
 * Asks a proxy for the way to a server. The name of the server goes to the proxy as it is and is looked up there; what
 * follows on the wire is between us and the server.
 */
public final class ProxyTunnel {
    private ProxyTunnel() {}

    /**
     * Leads a wire on that is connected to the proxy; its limits hold for each write and each answer.
     *
     * @throws ProxyRefused when the proxy refuses, breaks its protocol or hangs up
     * @throws IOException when the wait was ended from outside
     */
    public static void open(Wire wire, ProxySettings proxy, String host, int port) throws IOException, ProxyRefused {
        try {
            switch (proxy.kind()) {
                case SOCKS5 -> new Socks5(wire, proxy).open(host, port);
                case HTTP -> new HttpConnect(wire, proxy).open(host, port);
            }
        } catch (IOException failure) {
            if (wire.ended() != null || Thread.currentThread().isInterrupted()) throw failure;
            throw new ProxyRefused(ProxyFaults.lost(proxy.host()));
        }
    }
}
