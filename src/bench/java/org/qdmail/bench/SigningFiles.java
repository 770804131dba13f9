package org.qdmail.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key with its certificate and that of the authority, in memory for others and in files for us.
 *
 * @param key signs
 * @param chain the certificate of the key first
 * @param folder where the files are
 */
record SigningFiles(PrivateKey key, List<X509Certificate> chain, Path folder) {
    private static final Duration VALID = Duration.ofDays(365);

    /**
     * Makes one.
     *
     * @param algorithm {@code RSA} or {@code EC}
     * @param bits 2048 for RSA, 256 for P-256
     */
    static SigningFiles make(String algorithm, int bits)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair authority = pair("RSA", 2048);
        KeyPair leaf = pair(algorithm, bits);
        X509Certificate root = certificate("CN=Bench CA", authority.getPublic(), authority.getPrivate(), true);
        X509Certificate own = certificate("CN=Shop", leaf.getPublic(), authority.getPrivate(), false);
        Path folder = Files.createTempDirectory("bench-signing");
        write(folder.resolve("cert.pem"), own);
        write(folder.resolve("chain.pem"), root);
        Path key = Files.createFile(
                folder.resolve("private.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(key, new JcaPKCS8Generator(leaf.getPrivate(), null));
        folder.toFile().deleteOnExit(); // after what is in it: the last one is deleted first
        for (String name : List.of("cert.pem", "chain.pem", "private.pem"))
            folder.resolve(name).toFile().deleteOnExit();
        return new SigningFiles(leaf.getPrivate(), List.of(own, root), folder);
    }

    /** Those that were made by another process. */
    static SigningFiles in(Path folder) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (String name : List.of("cert.pem", "chain.pem")) {
            try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                chain.add((X509Certificate) factory.generateCertificate(in));
            }
        }
        try (Reader in = Files.newBufferedReader(folder.resolve("private.pem"));
                PEMParser pem = new PEMParser(in)) {
            PrivateKeyInfo key = (PrivateKeyInfo) pem.readObject();
            return new SigningFiles(new JcaPEMKeyConverter().getPrivateKey(key), chain, folder);
        }
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(String name, PublicKey key, PrivateKey signing, boolean authority)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Bench CA"),
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(VALID)),
                Date.from(now.plus(VALID)),
                new X500Name(name),
                key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, Workload.FROM)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signing)));
    }

    private static void write(Path file, Object object) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(object);
        }
    }

    /** What makes the component sign everything with them. */
    Map<String, String> keys() {
        return keysOf(folder);
    }

    static Map<String, String> keysOf(Path folder) {
        return Map.of(
                "qdmail.sign.certificate-file", folder.resolve("cert.pem").toString(),
                "qdmail.sign.private-key-file", folder.resolve("private.pem").toString(),
                "qdmail.sign.chain-file", folder.resolve("chain.pem").toString(),
                "qdmail.defaults.signed", "true");
    }
}
