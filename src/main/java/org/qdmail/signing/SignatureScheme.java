package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A signature algorithm with the provider that is fastest for it: the JDK signs with RSA as fast as Bouncy Castle does
 * and may hold keys of devices; on P-256 Bouncy Castle needs a seventh of the JDK's time.
 */
enum SignatureScheme {
    RSA(SigningAlgorithm.RSA_SHA256) {
        @Override
        byte[] identifier() {
            return Der.encoded(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE));
        }

        @Override
        Signature open() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withRSA");
        }

        @Override
        PrivateKey prepared(PrivateKey key) {
            return key;
        }
    },
    ECDSA(SigningAlgorithm.ECDSA_SHA256) {
        @Override
        byte[] identifier() {
            return Der.encoded(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));
        }

        @Override
        Signature open() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA", BouncyCastle.PROVIDER);
        }

        @Override
        PrivateKey prepared(PrivateKey key) throws GeneralSecurityException {
            return (PrivateKey)
                    KeyFactory.getInstance("EC", BouncyCastle.PROVIDER).translateKey(key);
        }
    };

    private final SigningAlgorithm algorithm;

    SignatureScheme(SigningAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** The scheme of a key's type; empty for types that do not sign here. */
    static Optional<SignatureScheme> of(Key key) {
        if (key instanceof RSAKey && key.getAlgorithm().equals("RSA")) return Optional.of(RSA);
        if (key instanceof ECKey) return Optional.of(ECDSA);
        return Optional.empty();
    }

    boolean makes(SigningAlgorithm wished) {
        return wished == SigningAlgorithm.AUTO || wished == algorithm;
    }

    /** The hash, as {@code micalg} names it (RFC 8551 section 3.5.3.2). */
    String micalg() {
        return "sha-256";
    }

    /** The algorithm as CMS names it, in DER. */
    abstract byte[] identifier();

    abstract Signature open() throws GeneralSecurityException;

    /** The key in the form that {@link #open} works with fastest. */
    abstract PrivateKey prepared(PrivateKey key) throws GeneralSecurityException;
}
