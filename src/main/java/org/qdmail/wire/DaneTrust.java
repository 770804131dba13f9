package org.qdmail.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges a server's certificate by what its owner published in DNS (RFC 7671 section 5, RFC 7672 section 3). */
final class DaneTrust extends ServerJudge {
    private final List<CertificateAssociation> associations;

    DaneTrust(List<CertificateAssociation> associations) {
        this.associations = associations;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        for (CertificateAssociation each : associations) {
            if (each.usage() == CertificateAssociation.Usage.SERVER && each.matches(chain[0])) return;
        }
        Set<X509Certificate> authorities = authorities(chain);
        if (authorities.isEmpty()) throw CertificateRefused.because("matches no TLSA record of the host");
        X509ExtendedTrustManager below;
        try {
            below = RelayTrust.managerOf(authorities);
        } catch (GeneralSecurityException | IOException broken) {
            throw new CertificateException(broken);
        }
        try {
            below.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refused) {
            throw CertificateRefused.of(chain, refused);
        }
    }

    /** Those that a record names, as the server sent them or as the record holds them itself. */
    private Set<X509Certificate> authorities(X509Certificate[] chain) throws CertificateException {
        Set<X509Certificate> authorities = new LinkedHashSet<>();
        for (CertificateAssociation each : associations) {
            if (each.usage() != CertificateAssociation.Usage.AUTHORITY) continue;
            each.held().ifPresent(authorities::add);
            for (X509Certificate sent : chain) if (each.matches(sent)) authorities.add(sent);
        }
        return authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("judges servers of a socket");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("judges servers of a socket");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
