package org.qdmail.wire;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Which certificates of a server are taken.
 *
 * @param isJudged whether the certificate is judged; if not, whatever the server shows is taken: encryption against those
 *     who only listen (RFC 7435)
 * @param further CA certificates beside those of the JDK
 * @param associations what the server's owner published of its certificate; if any, they decide in place of the CAs
 * @param name stands in the certificate and is sent along in place of the host's; empty for the host's
 */
public record ServerTrust(
        boolean isJudged,
        List<X509Certificate> further,
        List<CertificateAssociation> associations,
        Optional<String> name) {
    /** The CAs of the JDK. */
    public static final ServerTrust OF_THE_JDK = judging(List.of());
    /** Whatever the server shows. For servers that nobody configured, and without login. */
    public static final ServerTrust ANYTHING = new ServerTrust(false, List.of(), List.of(), Optional.empty());

    public ServerTrust {
        further = List.copyOf(further);
        associations = List.copyOf(associations);
    }

    /** The certificate has to name the host and come from a CA of the JDK or from a further one. */
    public static ServerTrust judging(List<X509Certificate> further) {
        return new ServerTrust(true, further, List.of(), Optional.empty());
    }

    /** The certificate has to match one of these, at least one, of whoever has this name (RFC 7672 section 3). */
    public static ServerTrust associated(String name, List<CertificateAssociation> associations) {
        if (associations.isEmpty()) throw new IllegalArgumentException("no association");
        return new ServerTrust(true, List.of(), associations, Optional.of(name));
    }
}
