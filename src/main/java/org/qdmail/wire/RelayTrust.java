package org.qdmail.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges a server's certificate as the JDK does, over its CAs and those of the settings, and keeps the reason. */
final class RelayTrust extends ServerJudge {
    private final X509ExtendedTrustManager jdk;

    private RelayTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    static X509ExtendedTrustManager with(ServerTrust trust) throws GeneralSecurityException, IOException {
        if (!trust.isJudged()) return new AnyCertificate();
        if (!trust.associations().isEmpty()) return new DaneTrust(trust.associations());
        X509ExtendedTrustManager standard = managerOf((KeyStore) null);
        if (trust.further().isEmpty()) return new RelayTrust(standard);
        List<X509Certificate> anchors = new ArrayList<>(List.of(standard.getAcceptedIssuers()));
        anchors.addAll(trust.further());
        return new RelayTrust(managerOf(anchors));
    }

    /** The JDK's judge, with these anchors alone. */
    static X509ExtendedTrustManager managerOf(Collection<X509Certificate> anchors)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate anchor : anchors) store.setCertificateEntry("anchor" + number++, anchor);
        return managerOf(store);
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
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
