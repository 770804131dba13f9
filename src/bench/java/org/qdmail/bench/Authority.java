package org.qdmail.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
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
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues certificates for a year.
 *
 * @param key signs them
 * @param certificate its own
 */
record Authority(PrivateKey key, X509Certificate certificate) {
    private static final Duration VALID = Duration.ofDays(365);
    private static final String NAME = "CN=Bench CA";

    static Authority make() throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = pair("RSA", 2048);
        X509v3CertificateBuilder builder = builder(NAME, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new Authority(pair.getPrivate(), signed(builder, pair.getPrivate()));
    }

    /**
     * A certificate for one key.
     *
     * @param name such as {@code CN=Shop}
     * @param purpose what it may be used for
     * @param subject the address of a person or of a server
     */
    X509Certificate issue(String name, PublicKey holder, KeyPurposeId purpose, GeneralName subject)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X509v3CertificateBuilder builder = builder(name, holder);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(subject));
        return signed(builder, key);
    }

    static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(String name, PublicKey holder) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                new X500Name(NAME),
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(VALID)),
                Date.from(now.plus(VALID)),
                new X500Name(name),
                holder);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key)));
    }
}
