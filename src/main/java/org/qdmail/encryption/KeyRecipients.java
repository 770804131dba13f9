package org.qdmail.encryption;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.qdmail.keys.BouncyCastle;
import org.qdmail.keys.KeyStrength;

/**
 * Gives each reader the key of a mail: encrypted with RSA (RFC 5652 section 6.2.1), or wrapped with a key as long as itself
 * that is agreed upon by ECDH with a pair made for this reader and mail alone (RFC 5753, for X25519 RFC 8418).
 */
final class KeyRecipients {
    private static final AlgorithmIdentifier SHA_256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    private static final AlgorithmIdentifier OAEP = new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    SHA_256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA_256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

    private final RsaPadding padding;
    private final ASN1ObjectIdentifier wrap;
    private final SecureRandom random;

    KeyRecipients(RsaPadding padding, ContentCipher cipher, SecureRandom random) {
        this.padding = padding;
        this.wrap = cipher == ContentCipher.AES_128_CBC ? CMSAlgorithm.AES128_WRAP : CMSAlgorithm.AES256_WRAP;
        this.random = random;
    }

    RecipientInfoGenerator of(X509Certificate reader) throws GeneralSecurityException {
        return KeyStrength.isRsa(reader.getPublicKey()) ? transport(reader) : agreement(reader);
    }

    private RecipientInfoGenerator transport(X509Certificate reader) throws GeneralSecurityException {
        JceKeyTransRecipientInfoGenerator generator = padding == RsaPadding.OAEP
                ? new JceKeyTransRecipientInfoGenerator(reader, OAEP)
                : new JceKeyTransRecipientInfoGenerator(reader);
        return generator.setProvider(BouncyCastle.PROVIDER);
    }

    private RecipientInfoGenerator agreement(X509Certificate reader) throws GeneralSecurityException {
        Curve curve = Curve.of(reader.getPublicKey());
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(curve.keys, BouncyCastle.PROVIDER);
        pairs.initialize(new ECGenParameterSpec(curve.name), random);
        KeyPair ephemeral = pairs.generateKeyPair();
        return new JceKeyAgreeRecipientInfoGenerator(
                        curve.derivation, ephemeral.getPrivate(), ephemeral.getPublic(), wrap)
                .addRecipient(reader)
                .setProvider(BouncyCastle.PROVIDER)
                .setSecureRandom(random);
    }

    /**
     * The curves, each with the derivation that every reader has: a hash that is as strong (RFC 5753 section 8), for X25519
     * HKDF (RFC 8551 section 2.3). Named: no reader takes parameters.
     */
    private enum Curve {
        P_256("EC", "P-256", CMSAlgorithm.ECDH_SHA256KDF),
        P_384("EC", "P-384", CMSAlgorithm.ECDH_SHA384KDF),
        P_521("EC", "P-521", CMSAlgorithm.ECDH_SHA512KDF),
        X25519("X25519", "X25519", CMSAlgorithm.ECDH_HKDF_SHA256);

        private final String keys;
        private final String name;
        private final ASN1ObjectIdentifier derivation;

        Curve(String keys, String name, ASN1ObjectIdentifier derivation) {
            this.keys = keys;
            this.name = name;
            this.derivation = derivation;
        }

        static Curve of(PublicKey key) throws GeneralSecurityException {
            if (KeyStrength.isP256(key)) return P_256;
            if (KeyStrength.isP384(key)) return P_384;
            if (KeyStrength.isP521(key)) return P_521;
            if (KeyStrength.isX25519(key)) return X25519;
            throw new GeneralSecurityException("a key of " + KeyStrength.described(key));
        }
    }
}
