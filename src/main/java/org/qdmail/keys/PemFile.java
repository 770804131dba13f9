package org.qdmail.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.Secret;
import org.qdmail.failure.SigningFailed;

/** The objects of a PEM file (RFC 7468): certificates, and private keys as PKCS#8, PKCS#1 or SEC 1, in clear or not. */
public final class PemFile {
    private final KeyFile file;
    private final List<Object> objects;

    private PemFile(KeyFile file, List<Object> objects) {
        this.file = file;
        this.objects = objects;
    }

    /**
     * Takes the file apart.
     *
     * @throws SigningFailed when an object of it is damaged (MAIL-0401)
     */
    public static PemFile of(KeyFile file) {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) objects.add(next);
        } catch (IOException | RuntimeException damaged) {
            throw new SigningFailed(KeyFaults.damagedPem(file.place(), file.path(), objects.size() + 1), damaged);
        }
        return new PemFile(file, objects);
    }

    /** Editors on Windows put a mark in front of the text. */
    private static String text(KeyFile file) {
        String text = new String(file.octets(), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The certificates, in the order of the file; at least one.
     *
     * @throws SigningFailed when there is none (MAIL-0401)
     */
    public List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Object object : objects) {
                if (object instanceof X509CertificateHolder holder) {
                    certificates.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
                }
            }
        } catch (GeneralSecurityException | IOException damaged) {
            throw new SigningFailed(KeyFaults.noCertificate(file.place(), file.path()), damaged);
        }
        if (certificates.isEmpty()) {
            throw new SigningFailed(KeyFaults.noCertificate(file.place(), file.path()));
        }
        return certificates;
    }

    /**
     * The one private key of the file.
     *
     * @throws SigningFailed when there is none, or several (MAIL-0401), or the password does not open it (0402)
     */
    public PrivateKey privateKey(Optional<Secret> password) {
        List<Object> keys = objects.stream().filter(PemFile::isPrivateKey).toList();
        if (keys.isEmpty()) {
            throw new SigningFailed(KeyFaults.noPrivateKey(file.place(), file.path()));
        }
        if (keys.size() > 1) {
            throw new SigningFailed(KeyFaults.severalPrivateKeys(file.place(), file.path()));
        }
        return decoded(inClear(keys.get(0), password));
    }

    private static boolean isPrivateKey(Object object) {
        return object instanceof PrivateKeyInfo
                || object instanceof PEMKeyPair
                || object instanceof PKCS8EncryptedPrivateKeyInfo
                || object instanceof PEMEncryptedKeyPair;
    }

    private PrivateKeyInfo inClear(Object key, Optional<Secret> password) {
        if (key instanceof PrivateKeyInfo info) return info;
        if (key instanceof PEMKeyPair pair) return pair.getPrivateKeyInfo();
        char[] characters = password.orElseThrow(
                        () -> new SigningFailed(KeyFaults.passwordNeeded(file.sibling("password"), file.path())))
                .reveal();
        if (key instanceof PKCS8EncryptedPrivateKeyInfo encrypted) return decrypted(encrypted, characters);
        if (key instanceof PEMEncryptedKeyPair encrypted) return decrypted(encrypted, characters);
        throw new AssertionError(key.getClass());
    }

    private PrivateKeyInfo decrypted(PKCS8EncryptedPrivateKeyInfo encrypted, char[] password) {
        refuseCostly(encrypted);
        try {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(password));
        } catch (PKCSException | OperatorCreationException | RuntimeException wrong) {
            throw new SigningFailed(KeyFaults.wrongPassword(file.sibling("password"), file.path()), wrong);
        }
    }

    private void refuseCostly(PKCS8EncryptedPrivateKeyInfo encrypted) {
        var encryption = encrypted.toASN1Structure().getEncryptionAlgorithm();
        PasswordCost.weakCipher(encryption).ifPresent(cipher -> {
            throw new SigningFailed(KeyFaults.encryptedTooWeakly(file.place(), file.path(), cipher));
        });
        boolean bearable;
        try {
            bearable = PasswordCost.isBearable(encryption, PasswordCost.MAX_ITERATIONS);
        } catch (RuntimeException damaged) {
            throw new SigningFailed(KeyFaults.noPrivateKey(file.place(), file.path()), damaged);
        }
        if (!bearable) {
            throw new SigningFailed(
                    KeyFaults.passwordTooCostly(file.place(), file.path(), PasswordCost.MAX_ITERATIONS));
        }
    }

    private PrivateKeyInfo decrypted(PEMEncryptedKeyPair encrypted, char[] password) {
        try {
            return encrypted
                    .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(BouncyCastle.PROVIDER)
                            .build(password))
                    .getPrivateKeyInfo();
        } catch (IOException | RuntimeException wrong) {
            throw new SigningFailed(KeyFaults.wrongPassword(file.sibling("password"), file.path()), wrong);
        }
    }

    private PrivateKey decoded(PrivateKeyInfo info) {
        ASN1ObjectIdentifier type = info.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(info.getEncoded());
            if (type.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return KeyFactory.getInstance("RSA").generatePrivate(encoded);
            }
            if (type.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return KeyFactory.getInstance("EC", BouncyCastle.PROVIDER).generatePrivate(encoded);
            }
            if (type.equals(EdECObjectIdentifiers.id_Ed25519)) {
                return KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
            }
        } catch (GeneralSecurityException | IOException damaged) {
            throw new SigningFailed(KeyFaults.noPrivateKey(file.place(), file.path()), damaged);
        }
        throw new SigningFailed(KeyFaults.weakKey(file.place(), "of type " + type));
    }
}
