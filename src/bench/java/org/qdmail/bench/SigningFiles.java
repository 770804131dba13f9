package org.qdmail.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A key with its certificate and that of the authority, in memory for others and in files for us.
 *
 * @param key signs
 * @param chain the certificate of the key first
 * @param folder where the files are
 */
record SigningFiles(PrivateKey key, List<X509Certificate> chain, Path folder) {
    /**
     * Makes one.
     *
     * @param algorithm {@code RSA} or {@code EC}
     * @param bits 2048 for RSA, 256 for P-256
     */
    static SigningFiles make(String algorithm, int bits)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        Authority authority = Authority.make();
        KeyPair leaf = Authority.pair(algorithm, bits);
        X509Certificate own = authority.issue(
                "CN=Shop",
                leaf.getPublic(),
                KeyPurposeId.id_kp_emailProtection,
                new GeneralName(GeneralName.rfc822Name, Workload.FROM));
        Path folder = Files.createTempDirectory("bench-signing");
        write(folder.resolve("cert.pem"), own);
        write(folder.resolve("chain.pem"), authority.certificate());
        Path key = Files.createFile(
                folder.resolve("private.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(key, new JcaPKCS8Generator(leaf.getPrivate(), null));
        folder.toFile().deleteOnExit(); // after what is in it: the last one is deleted first
        for (String name : List.of("cert.pem", "chain.pem", "private.pem"))
            folder.resolve(name).toFile().deleteOnExit();
        return new SigningFiles(leaf.getPrivate(), List.of(own, authority.certificate()), folder);
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

    static void write(Path file, Object object) throws IOException {
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
