package org.qdmail.smtp.peer;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificates of a peer, made once for each run: those of {@link #ca()} and those that nobody should trust. */
public enum PeerCertificates {
    /** Names 127.0.0.1, ::1, localhost, relay.example and m1.example. */
    GOOD(names("ip:127.0.0.1", "ip:::1", "localhost", "relay.example", "m1.example")),
    EXPIRED(names("ip:127.0.0.1", "m1.example"), -30, -1),
    NOT_YET(names("ip:127.0.0.1"), 1, 30),
    /** Valid, for other.example. */
    OTHER_HOST(names("other.example")),
    /** Names localhost, but no address. */
    NO_IP(names("localhost")),
    /** Names *.example.com. */
    WILDCARD(names("*.example.com")),
    /** Issued by a CA that is not {@link #ca()}. */
    UNKNOWN_CA(names("ip:127.0.0.1", "m1.example")),
    SELF_SIGNED(names("ip:127.0.0.1")),
    /** Names m1.example and m2.example, servers of recipients. */
    MX(names("m1.example", "m2.example")),
    /** The same, issued by the CA that is not {@link #ca()}. */
    MX_UNKNOWN_CA(names("m1.example", "m2.example")),
    /** Issued by that CA for m9.example. */
    MX_OTHER_HOST(names("m9.example")),
    /** Names hosts that hold policies: mta-sts.a.example and mta-sts.b.example. */
    POLICY(names("mta-sts.a.example", "mta-sts.b.example"));

    private static final int VALID_DAYS = 30;

    private final List<GeneralName> names;
    private final int fromDay;
    private final int toDay;
    private final AtomicReference<SSLContext> context = new AtomicReference<>();
    private volatile List<X509Certificate> chain = List.of();

    PeerCertificates(List<GeneralName> names) {
        this(names, -1, VALID_DAYS);
    }

    PeerCertificates(List<GeneralName> names, int fromDay, int toDay) {
        this.names = names;
        this.fromDay = fromDay;
        this.toDay = toDay;
    }

    /** The kind of a script's word, such as {@code other-host}. */
    static PeerCertificates of(String word) {
        return valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** The CA to be trusted by the client under test. */
    public static X509Certificate ca() {
        return Authorities.TRUSTED.certificate;
    }

    /** A server's side of TLS with this certificate. */
    public SSLContext context() {
        SSLContext made = context.get();
        if (made != null) return made;
        context.compareAndSet(null, newContext());
        return context.get();
    }

    /** The certificate, then that of its issuer. */
    public List<X509Certificate> chain() {
        context();
        return chain;
    }

    private SSLContext newContext() {
        try {
            KeyPair keys = newKeys();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] certificates = chain(keys);
            store.setKeyEntry("peer", keys.getPrivate(), new char[0], certificates);
            chain = Stream.of(certificates).map(X509Certificate.class::cast).toList();
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new AssertionError("no certificate for " + this, failure);
        }
    }

    private Certificate[] chain(KeyPair keys) throws GeneralSecurityException, IOException {
        X500Name subject = new X500Name("CN=peer");
        if (this == SELF_SIGNED) {
            return new Certificate[] {certificate(subject, keys, subject, keys, fromDay, toDay, names, false)};
        }
        boolean isUnknown = this == UNKNOWN_CA || this == MX_UNKNOWN_CA || this == MX_OTHER_HOST;
        Authority issuer = isUnknown ? Authorities.UNKNOWN : Authorities.TRUSTED;
        return new Certificate[] {
            certificate(subject, keys, issuer.name, issuer.keys, fromDay, toDay, names, false), issuer.certificate
        };
    }

    private static List<GeneralName> names(String... names) {
        List<GeneralName> all = new ArrayList<>();
        for (String name : names) {
            boolean address = name.startsWith("ip:");
            all.add(new GeneralName(
                    address ? GeneralName.iPAddress : GeneralName.dNSName, address ? name.substring(3) : name));
        }
        return all;
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            X500Name subject,
            KeyPair keys,
            X500Name issuer,
            KeyPair issuerKeys,
            int fromDay,
            int toDay,
            List<GeneralName> names,
            boolean authority)
            throws GeneralSecurityException, IOException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(Authorities.SERIAL.incrementAndGet()),
                Date.from(now.plus(Duration.ofDays(fromDay))),
                Date.from(now.plus(Duration.ofDays(toDay))),
                subject,
                keys.getPublic());
        extend(builder, names, authority);
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (OperatorCreationException failure) {
            throw new GeneralSecurityException(failure);
        }
    }

    private static void extend(X509v3CertificateBuilder builder, List<GeneralName> names, boolean authority)
            throws CertIOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (names.isEmpty()) return;
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
    }

    private static final class Authority {
        private final X500Name name;
        private final KeyPair keys;
        private final X509Certificate certificate;

        Authority(String commonName) {
            try {
                name = new X500Name("CN=" + commonName);
                keys = newKeys();
                certificate = certificate(name, keys, name, keys, -1, VALID_DAYS, List.of(), true);
            } catch (GeneralSecurityException | IOException failure) {
                throw new AssertionError("no certificate for " + commonName, failure);
            }
        }
    }

    private static final class Authorities {
        private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
        private static final Authority TRUSTED = new Authority("Test CA");
        private static final Authority UNKNOWN = new Authority("Other CA");
    }
}
