package org.qdmail.smtpserver;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS 1.2 and 1.3. Key and certificate are made when somebody wants them first, since most tests
 * never do, and live in memory alone.
 */
final class ServerTls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final InstantSource clock;
    private final KeyMaker keyMaker;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Identity made;

    private ServerTls(InstantSource clock, KeyMaker keyMaker) {
        this.clock = clock;
        this.keyMaker = keyMaker;
    }

    /** Where the key comes from. */
    interface KeyMaker {
        KeyPair make() throws GeneralSecurityException;
    }

    private record Identity(X509Certificate certificate, SSLContext context) {}

    static ServerTls lazy(InstantSource clock) {
        return lazy(clock, ServerTls::newKeys);
    }

    static ServerTls lazy(InstantSource clock, KeyMaker keyMaker) {
        return new ServerTls(clock, keyMaker);
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /**
     * What a client has to trust.
     *
     * @throws IllegalStateException when the algorithms of this virtual machine do not suffice
     */
    X509Certificate certificate() {
        return identity().certificate();
    }

    /** Makes sure that key and certificate are there; throws as {@link #certificate()} does. */
    void prepare() {
        identity();
    }

    private Identity identity() {
        lock.lock();
        try {
            Identity identity = made;
            if (identity == null) {
                identity = newIdentity();
                made = identity;
            }
            return identity;
        } catch (GeneralSecurityException | IOException unable) {
            throw new IllegalStateException("this virtual machine cannot make a certificate on P-256", unable);
        } finally {
            lock.unlock();
        }
    }

    private Identity newIdentity() throws GeneralSecurityException, IOException {
        KeyPair keys = keyMaker.make();
        X509Certificate certificate = LoopbackCertificate.of(keys, clock.instant());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("mailbox", keys.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        // no client is asked for a certificate; null would read the JDK's CAs all the same
        context.init(managers.getKeyManagers(), new TrustManager[0], null);
        return new Identity(certificate, context);
    }

    /** TLS over a connection, its handshake still to be run. Closing it closes the connection. */
    SSLSocket over(Socket connection) throws IOException {
        String peer = connection.getInetAddress().getHostAddress();
        SSLSocket socket = (SSLSocket)
                identity().context().getSocketFactory().createSocket(connection, peer, connection.getPort(), true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        socket.setSSLParameters(parameters);
        return socket;
    }
}
