package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A signature (RFC 5652 section 5), detached or around its content, without the parts that differ from mail to mail:
 * digest, time and signature. All else is encoded once.
 */
final class CmsTemplate {
    private static final byte[] VERSION = Der.encoded(new ASN1Integer(1));
    private static final byte[] SIGNED_DATA = Der.encoded(CMSObjectIdentifiers.signedData);
    private static final byte[] DATA = Der.encoded(CMSObjectIdentifiers.data);
    private static final byte[] NO_CONTENT = Der.encoded(new DERSequence(CMSObjectIdentifiers.data));

    private static final byte[] NOTHING = new byte[0];

    private final SignatureScheme scheme;
    private final PrivateKey key;
    private final Optional<Provider> device;
    private final SignedAttributes attributes;
    private final byte[] beforeContent;
    private final byte[] certificates;
    private final byte[] beforeAttributes;
    private final byte[] signatureAlgorithm;

    /** Where time stamps come from. */
    interface TimeStamps {
        /** The token over a signature value, if there is to be one. */
        Optional<byte[]> over(byte[] signature);
    }

    private CmsTemplate(
            SignatureScheme scheme,
            PrivateKey key,
            Optional<Provider> device,
            SignedAttributes attributes,
            byte[] beforeContent,
            byte[] certificates,
            byte[] beforeAttributes) {
        this.scheme = scheme;
        this.key = key;
        this.device = device;
        this.attributes = attributes;
        this.beforeContent = beforeContent;
        this.certificates = certificates;
        this.beforeAttributes = beforeAttributes;
        this.signatureAlgorithm = scheme.identifier();
    }

    /**
     * Encodes what stays the same.
     *
     * @param device the provider of the device that the key stays on
     * @param path the signer's certificate, then those above it
     */
    static CmsTemplate of(SignatureScheme scheme, PrivateKey key, Optional<Provider> device, List<X509Certificate> path)
            throws GeneralSecurityException {
        X509Certificate certificate = path.get(0);
        IssuerAndSerialNumber identifier = new IssuerAndSerialNumber(
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()), certificate.getSerialNumber());
        byte[][] certificates = new byte[path.size()][];
        for (int i = 0; i < certificates.length; i++)
            certificates[i] = path.get(i).getEncoded();
        byte[] hash = scheme.digestIdentifier();
        return new CmsTemplate(
                scheme,
                key,
                device,
                SignedAttributes.of(certificate, identifier),
                Der.joined(VERSION, Der.value(Der.SET, hash)),
                Der.value(Der.CONTEXT_0, certificates),
                Der.joined(VERSION, Der.encoded(identifier), hash));
    }

    SignatureScheme scheme() {
        return scheme;
    }

    /** The detached signature over a content with this hash; uses the private key once. */
    byte[] sign(byte[] digest, Instant signingTime, SecureRandom random, TimeStamps timeStamps)
            throws GeneralSecurityException {
        byte[] signedData = Der.value(
                Der.SEQUENCE, beforeContent, NO_CONTENT, certificates, signer(digest, signingTime, random, timeStamps));
        return Der.value(Der.SEQUENCE, SIGNED_DATA, Der.value(Der.CONTEXT_0, signedData));
    }

    /** What stands before the content of a signature that holds it; octet strings follow, then {@link #opaqueEnd}. */
    byte[] opaqueStart() {
        return Der.joined(
                Der.open(Der.SEQUENCE),
                SIGNED_DATA,
                Der.open(Der.CONTEXT_0),
                Der.open(Der.SEQUENCE),
                beforeContent,
                Der.open(Der.SEQUENCE),
                DATA,
                Der.open(Der.CONTEXT_0),
                Der.open(Der.CONSTRUCTED_OCTET_STRING));
    }

    /** What stands behind a content with this hash; uses the private key once. */
    byte[] opaqueEnd(byte[] digest, Instant signingTime, SecureRandom random, TimeStamps timeStamps)
            throws GeneralSecurityException {
        return Der.joined(Der.ends(3), certificates, signer(digest, signingTime, random, timeStamps), Der.ends(3));
    }

    private byte[] signer(byte[] digest, Instant signingTime, SecureRandom random, TimeStamps timeStamps)
            throws GeneralSecurityException {
        byte[] signed = attributes.encoded(digest, signingTime);
        Signature signature = scheme.open(device);
        signature.initSign(key, random);
        signature.update(signed);
        byte[] value = signature.sign();
        return signer(
                signed, value, timeStamps.over(value).map(CmsTemplate::unsigned).orElse(NOTHING));
    }

    /** The attributes that are not signed, since they speak of the signature (RFC 3161 appendix A). */
    private static byte[] unsigned(byte[] token) {
        byte[] type = Der.encoded(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        return Der.value(Der.CONTEXT_1, Der.value(Der.SEQUENCE, type, Der.value(Der.SET, token)));
    }

    private byte[] signer(byte[] signed, byte[] signature, byte[] unsigned) {
        byte[] implicit = signed.clone();
        implicit[0] = (byte) Der.CONTEXT_0; // the tag in SignerInfo; the signature is over the one of SET
        byte[] signer = Der.value(
                Der.SEQUENCE,
                beforeAttributes,
                implicit,
                signatureAlgorithm,
                Der.value(Der.OCTET_STRING, signature),
                unsigned);
        return Der.value(Der.SET, signer);
    }
}
