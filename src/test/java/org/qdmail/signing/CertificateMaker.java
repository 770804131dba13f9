package org.qdmail.signing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Makes the certificates of the tests; what is not said is as it should be. Keys are kept, because RSA keys cost time. */
final class CertificateMaker {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private String subject;
    private KeyPair keys = rsa("leaf");
    private Instant notBefore = NOW.minusSeconds(86_400);
    private Instant notAfter = NOW.plusSeconds(365 * 86_400L);
    private String[] addresses = {"alice@example.com"};
    private int usage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private KeyPurposeId extendedUsage = KeyPurposeId.id_kp_emailProtection;
    private boolean authority;
    private String hash = "SHA256";
    private Optional<NameConstraints> bounds = Optional.empty();

    private CertificateMaker(String subject) {
        this.subject = subject;
    }

    static CertificateMaker leaf() {
        return new CertificateMaker("CN=Alice,O=Example");
    }

    static CertificateMaker authority(String name) {
        CertificateMaker maker = new CertificateMaker("CN=" + name);
        maker.authority = true;
        maker.usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        maker.addresses = new String[0];
        maker.keys = rsa(name);
        return maker;
    }

    CertificateMaker keys(KeyPair pair) {
        keys = pair;
        return this;
    }

    CertificateMaker valid(Instant from, Instant until) {
        notBefore = from;
        notAfter = until;
        return this;
    }

    CertificateMaker addresses(String... mail) {
        addresses = mail;
        return this;
    }

    CertificateMaker usage(int bits) {
        usage = bits;
        return this;
    }

    CertificateMaker extendedUsage(KeyPurposeId purpose) {
        extendedUsage = purpose;
        return this;
    }

    CertificateMaker subject(String name) {
        subject = name;
        return this;
    }

    /** Mail addresses that an authority may vouch for alone, or not at all. */
    CertificateMaker bounds(List<String> permitted, List<String> excluded) {
        bounds = Optional.of(new NameConstraints(subtrees(permitted), subtrees(excluded)));
        return this;
    }

    private static GeneralSubtree[] subtrees(List<String> names) {
        return names.isEmpty()
                ? null
                : names.stream()
                        .map(name -> new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, name)))
                        .toArray(GeneralSubtree[]::new);
    }

    CertificateMaker hash(String name) {
        hash = name;
        return this;
    }

    Issued selfSigned() {
        return issued(subject, keys.getPrivate());
    }

    Issued by(Issued issuer) {
        return issued(
                issuer.certificate().getSubjectX500Principal().getName(),
                issuer.keys().getPrivate());
    }

    private Issued issued(String issuer, PrivateKey issuerKey) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    new X500Name(subject),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!authority)
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        extendedUsage.equals(KeyPurposeId.id_kp_timeStamping), // RFC 3161 section 2.3
                        new ExtendedKeyUsage(extendedUsage));
            if (addresses.length > 0) {
                GeneralName[] names = new GeneralName[addresses.length];
                for (int i = 0; i < names.length; i++) names[i] = new GeneralName(GeneralName.rfc822Name, addresses[i]);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            if (bounds.isPresent()) builder.addExtension(Extension.nameConstraints, true, bounds.get());
            String signature = hash + (issuerKey.getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA");
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(issuerKey)));
            return new Issued(certificate, keys);
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static KeyPair rsa(String name) {
        return rsa(name, 2048);
    }

    static KeyPair rsa(String name, int bits) {
        return KEYS.computeIfAbsent(name + bits, unused -> generate("RSA", bits, ""));
    }

    static KeyPair ec(String curve) {
        return KEYS.computeIfAbsent(curve, unused -> generate("EC", 0, curve));
    }

    static KeyPair ed25519() {
        return KEYS.computeIfAbsent("Ed25519", unused -> generate("Ed25519", 0, "Ed25519"));
    }

    private static KeyPair generate(String algorithm, int bits, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve.isEmpty()) generator.initialize(bits);
            else if (!curve.equals(algorithm)) generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A certificate with its keys. */
    record Issued(X509Certificate certificate, KeyPair keys) {
        Path certificateFile(Path directory, Issued... above) {
            X509Certificate[] all = new X509Certificate[above.length + 1];
            all[0] = certificate;
            for (int i = 0; i < above.length; i++) all[i + 1] = above[i].certificate();
            return write(directory.resolve("cert.pem"), pem((Object[]) all));
        }

        Path keyFile(Path directory) {
            return write(directory.resolve("private.pem"), pem(keys.getPrivate()));
        }

        PublicKey publicKey() {
            return keys.getPublic();
        }
    }

    static String pem(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) writer.writeObject(object instanceof PrivateKey key ? pkcs8(key) : object);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private static PemObject pkcs8(PrivateKey key) {
        return new PemObject("PRIVATE KEY", key.getEncoded());
    }

    static Path write(Path file, String text) {
        return write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    static Path write(Path file, byte[] octets) {
        try {
            Files.write(file, octets);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
