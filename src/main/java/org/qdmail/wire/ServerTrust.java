package org.qdmail.wire;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Which certificates of a server are taken.
 *
 * @param isJudged whether the certificate must name the host and come from a CA that is trusted; if not, whatever the
 *     server shows is taken: encryption against those who only listen (RFC 7435)
 * @param further CA certificates beside those of the JDK
 */
public record ServerTrust(boolean isJudged, List<X509Certificate> further) {
    /** The CAs of the JDK. */
    public static final ServerTrust OF_THE_JDK = judging(List.of());
    /** Whatever the server shows. For servers that nobody configured, and without login. */
    public static final ServerTrust ANYTHING = new ServerTrust(false, List.of());

    public ServerTrust {
        further = List.copyOf(further);
    }

    /** The CAs of the JDK and further ones. */
    public static ServerTrust judging(List<X509Certificate> further) {
        return new ServerTrust(true, further);
    }
}
