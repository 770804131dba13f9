package org.qdmail.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * What a server of TLS shows, RSA 2048, and what its clients trust.
 *
 * @param keys PKCS#12, for the server
 * @param authority PEM, for us
 * @param clients for others
 */
record TlsFiles(Path keys, Path authority, SSLContext clients) {
    private static final String HOST = "127.0.0.1";
    private static final char[] PASSWORD = "bench".toCharArray(); // PKCS#12 wants one; the folder is ours alone

    static TlsFiles make() throws GeneralSecurityException, IOException, OperatorCreationException {
        Authority authority = Authority.make();
        KeyPair server = Authority.pair("RSA", 2048);
        Certificate certificate = authority.issue(
                "CN=" + HOST,
                server.getPublic(),
                KeyPurposeId.id_kp_serverAuth,
                new GeneralName(GeneralName.iPAddress, HOST));
        Path folder = Files.createTempDirectory("bench-tls");
        Path keys = folder.resolve("server.p12");
        KeyStore store = empty();
        store.setKeyEntry("server", server.getPrivate(), PASSWORD, new Certificate[] {certificate});
        try (OutputStream out = Files.newOutputStream(keys)) {
            store.store(out, PASSWORD);
        }
        Path root = folder.resolve("authority.pem");
        SigningFiles.write(root, authority.certificate());
        folder.toFile().deleteOnExit(); // after what is in it: the last one is deleted first
        keys.toFile().deleteOnExit();
        root.toFile().deleteOnExit();
        return new TlsFiles(keys, root, trusting(authority.certificate()));
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private static SSLContext trusting(Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Of the server, whose process has the file alone. */
    static SSLContext ofServer(Path keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    /** What makes the component speak TLS from the first octet. */
    Map<String, String> settings() {
        return Map.of("qdmail.smtp.tls", "implicit", "qdmail.smtp.trust-file", authority.toString());
    }
}
