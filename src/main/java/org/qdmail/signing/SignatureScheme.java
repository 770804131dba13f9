package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import org.qdmail.keys.BouncyCastle;
import org.qdmail.keys.KeyStrength;

/**
 * A signature algorithm with the provider that is fastest for it. The JDK signs with RSA as fast as Bouncy Castle does and
 * may hold keys of devices; on curves Bouncy Castle needs a quarter of the JDK's time for P-256 and P-384, a tenth for
 * Ed25519.
 */
enum SignatureScheme {
    RSA(
            SigningAlgorithm.RSA_SHA256,
            KeyStrength::isRsa,
            Hash.SHA_256,
            "SHA256withRSA",
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            DERNull.INSTANCE),
    RSA_PSS(
            SigningAlgorithm.RSA_PSS_SHA256,
            KeyStrength::isRsa,
            Hash.SHA_256,
            "RSASSA-PSS",
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            Pss.parameters()) {
        @Override
        Signature open(Optional<Provider> device) throws GeneralSecurityException {
            Signature signature = super.open(device);
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, Pss.SALT_OCTETS, 1));
            return signature;
        }
    },
    P_256(
            SigningAlgorithm.ECDSA_SHA256,
            KeyStrength::isP256,
            Hash.SHA_256,
            "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            null),
    P_384(
            SigningAlgorithm.ECDSA_SHA384,
            KeyStrength::isP384,
            Hash.SHA_384,
            "SHA384withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            null),
    ED25519(
            SigningAlgorithm.ED25519,
            KeyStrength::isEd25519,
            Hash.SHA_512,
            "Ed25519",
            EdECObjectIdentifiers.id_Ed25519,
            null);

    private final SigningAlgorithm algorithm;
    private final Predicate<Key> fits;
    private final Hash hash;
    private final String name;
    private final AlgorithmIdentifier identifier;

    SignatureScheme(
            SigningAlgorithm algorithm,
            Predicate<Key> fits,
            Hash hash,
            String name,
            ASN1ObjectIdentifier type,
            @Nullable ASN1Encodable parameters) {
        this.algorithm = algorithm;
        this.fits = fits;
        this.hash = hash;
        this.name = name;
        this.identifier =
                parameters == null ? new AlgorithmIdentifier(type) : new AlgorithmIdentifier(type, parameters);
    }

    /** The scheme for a key; empty when the wished one cannot be made with it. Ed25519 is never chosen by itself. */
    static Optional<SignatureScheme> of(Key key, SigningAlgorithm wished) {
        for (SignatureScheme scheme : values()) {
            boolean isWished = wished == SigningAlgorithm.AUTO ? scheme != ED25519 : wished == scheme.algorithm;
            if (isWished && scheme.fits.test(key)) return Optional.of(scheme);
        }
        return Optional.empty();
    }

    /** The hash, as {@code micalg} names it (RFC 8551 section 3.5.3.2). */
    String micalg() {
        return hash.micalg;
    }

    /** An empty hash for a content. */
    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(hash.name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has " + hash.name, impossible);
        }
    }

    /** The hash as CMS names it, in DER, without parameters (RFC 5754 section 2). */
    byte[] digestIdentifier() {
        return Der.encoded(new AlgorithmIdentifier(hash.type));
    }

    /** The algorithm as CMS names it, in DER. */
    byte[] identifier() {
        return Der.encoded(identifier);
    }

    /** An empty signature, made by the device where the key stays on one. */
    Signature open(Optional<Provider> device) throws GeneralSecurityException {
        if (device.isPresent()) return Signature.getInstance(name, device.get());
        return isOnCurve() ? Signature.getInstance(name, BouncyCastle.PROVIDER) : Signature.getInstance(name);
    }

    /** The key in the form that {@link #open} works with. */
    PrivateKey prepared(PrivateKey key) throws GeneralSecurityException {
        return isOnCurve() ? onCurve().generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())) : key;
    }

    PublicKey prepared(PublicKey key) throws GeneralSecurityException {
        return isOnCurve() ? onCurve().generatePublic(new X509EncodedKeySpec(key.getEncoded())) : key;
    }

    private boolean isOnCurve() {
        return this != RSA && this != RSA_PSS;
    }

    private KeyFactory onCurve() throws GeneralSecurityException {
        return KeyFactory.getInstance(this == ED25519 ? "Ed25519" : "EC", BouncyCastle.PROVIDER);
    }

    private static final class Pss {
        private static final int SALT_OCTETS = 32;

        /** The same hash in MGF1 as for the content, the salt as long as it, trailer 1 (SM-10, RFC 4056 section 3). */
        private static RSASSAPSSparams parameters() {
            AlgorithmIdentifier hash = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
            return new RSASSAPSSparams(
                    hash,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
                    new ASN1Integer(SALT_OCTETS),
                    RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
        }
    }

    private enum Hash {
        SHA_256("SHA-256", "sha-256", NISTObjectIdentifiers.id_sha256),
        SHA_384("SHA-384", "sha-384", NISTObjectIdentifiers.id_sha384),
        SHA_512("SHA-512", "sha-512", NISTObjectIdentifiers.id_sha512);

        private final String name;
        private final String micalg;
        private final ASN1ObjectIdentifier type;

        Hash(String name, String micalg, ASN1ObjectIdentifier type) {
            this.name = name;
            this.micalg = micalg;
            this.type = type;
        }
    }
}
