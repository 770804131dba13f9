package org.qdmail.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.qdmail.address.EmailAddress;

/** Makes a self-signed identity on P-256 to try signing with; nobody vouches for it. */
public final class DemoIdentity {
    /** The file of the certificate. */
    public static final String CERTIFICATE_FILE = "cert.pem";
    /** The file of the private key, readable by its owner alone. */
    public static final String PRIVATE_KEY_FILE = "private.pem";

    private static final Duration VALID = Duration.ofDays(3650);
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(1);
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private DemoIdentity() {}

    /**
     * Writes certificate and private key into a directory, which is made if need be. Files that exist are left alone:
     * they may be somebody's own.
     *
     * @param address goes into the certificate; an ASCII one
     * @return whether an identity was written: false if one of the files exists
     */
    public static boolean write(Path directory, EmailAddress address, Clock clock) throws IOException {
        Path certificateFile = directory.resolve(CERTIFICATE_FILE);
        Path keyFile = directory.resolve(PRIVATE_KEY_FILE);
        if (exists(certificateFile) || exists(keyFile)) return false;
        Files.createDirectories(directory);
        KeyPair keys = keys();
        write(keyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        write(certificateFile, pem("CERTIFICATE", certificate(keys, address, clock.instant())));
        return true;
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has P-256", impossible);
        }
    }

    private static byte[] certificate(KeyPair keys, EmailAddress address, Instant now) throws IOException {
        X500Name name = new X500NameBuilder()
                .addRDN(BCStyle.CN, "Qdmail demo")
                .addRDN(BCStyle.OU, "self-signed, for trying out")
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()).setBit(119),
                Date.from(now.minus(CLOCKS_MAY_DIFFER)),
                Date.from(now.plus(VALID)),
                name,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, address.wire())));
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException impossible) {
            throw new AssertionError("every JDK has SHA256withECDSA", impossible);
        }
    }

    private static byte[] pem(String type, byte[] encoded) {
        String lines = new String(LINES.encode(encoded), StandardCharsets.US_ASCII);
        return ("-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path file, byte[] octets) throws IOException {
        Files.createFile(file, ownerOnly(file));
        Files.write(file, octets, StandardOpenOption.WRITE);
    }

    /** Where files have modes; elsewhere the directory decides. */
    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
    }
}
