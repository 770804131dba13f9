package org.qdmail.wire;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;

/**
 * TLS towards one host: version 1.2 or newer, the host named in the certificate where that is judged (RFC 8314 section 3,
 * RFC 9525), and the name sent along (SNI).
 */
public final class TlsLayer {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final String host;
    private final int port;
    private final boolean isJudged;

    private TlsLayer(SSLContext context, String host, int port, boolean isJudged) {
        this.context = context;
        this.host = host;
        this.port = port;
        this.isJudged = isJudged;
    }

    /**
     * TLS towards this server; a certificate that is judged must name the host, or what stands for it.
     */
    public static TlsLayer towards(String host, int port, ServerTrust trust) {
        String name = trust.name().orElse(host);
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return new TlsLayer(context(trust), bare, port, trust.isJudged());
    }

    /** The JDK's TLS with this trust, for protocols that lie in other hands. */
    public static SSLContext context(ServerTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {RelayTrust.with(trust)}, null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("the JDK offers no TLS", broken);
        }
    }

    SSLSocket over(RawSocket raw) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        if (isJudged) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!isAddress()) serverName().ifPresent(name -> parameters.setServerNames(List.of(name)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** DNS permits names that are none of hosts, such as one with an underscore; the JDK does not send these along. */
    private Optional<SNIServerName> serverName() {
        try {
            return Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty(); // the server shows the certificate that it has for anybody
        }
    }

    /** SNI carries names only (RFC 6066 section 3). */
    private boolean isAddress() {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** When the certificate of the peer ends; empty when it showed none of the usual kind. */
    public static Optional<Instant> certificateEnd(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate.getNotAfter().toInstant())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty(); // as the text says
        }
    }

    /** Why the handshake failed. */
    public Fault refused(IOException failure) {
        return CertificateRefused.within(failure)
                .map(refused -> DeliveryFaults.certificateRefused(host, refused.reason()))
                .orElseGet(() -> DeliveryFaults.tlsFailed(host, reason(failure)));
    }

    private static String reason(IOException failure) {
        return failure instanceof SSLHandshakeException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }
}
