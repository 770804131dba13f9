package org.qdmail.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges a server's certificate as the JDK does, over its CAs and those of the settings, and keeps the reason. */
final class RelayTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jdk;

    private RelayTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    static X509ExtendedTrustManager with(ServerTrust trust) throws GeneralSecurityException, IOException {
        if (!trust.isJudged()) return new AnyCertificate();
        List<X509Certificate> further = trust.further();
        X509ExtendedTrustManager standard = managerOf(null);
        if (further.isEmpty()) return new RelayTrust(standard);
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        int number = 0;
        for (X509Certificate anchor : standard.getAcceptedIssuers())
            anchors.setCertificateEntry("jdk" + number++, anchor);
        for (X509Certificate anchor : further) anchors.setCertificateEntry("own" + number++, anchor);
        return new RelayTrust(managerOf(anchors));
    }

    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager judge) return judge;
        }
        throw new GeneralSecurityException("the JDK has no judge of X.509 certificates");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refused) {
            throw CertificateRefused.of(chain, refused);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("we are no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("we are no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("we are no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
