package org.qdmail.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMECapabilities;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The attributes that are signed with the digest (SM-11, RFC 8551 section 2.5): all but two are the identity's own. */
final class SignedAttributes {
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;

    private final List<byte[]> constant;
    private volatile Kept time = new Kept(Long.MIN_VALUE, new byte[0]);

    /** The signing time of a second: to format one costs a third of a P-256 signature. */
    private record Kept(long second, byte[] attribute) {}

    private SignedAttributes(List<byte[]> constant) {
        this.constant = constant;
    }

    static SignedAttributes of(X509Certificate certificate, IssuerAndSerialNumber identifier)
            throws CertificateEncodingException {
        List<byte[]> constant = new ArrayList<>();
        constant.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
        constant.add(attribute(PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities, capabilities()));
        constant.add(attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2, signingCertificate(certificate, identifier)));
        if (canReceiveKeys(certificate)) {
            constant.add(Der.encoded(new SMIMEEncryptionKeyPreferenceAttribute(identifier)));
        }
        return new SignedAttributes(constant);
    }

    /** The attributes as the SET OF that is signed: in DER, ordered by their octets (RFC 5652 section 5.4). */
    byte[] encoded(byte[] digest, Instant signingTime) {
        List<byte[]> all = new ArrayList<>(constant);
        all.add(attribute(CMSAttributes.messageDigest, new DEROctetString(digest)));
        all.add(time(signingTime));
        all.sort(Arrays::compareUnsigned);
        return Der.value(Der.SET, all.toArray(byte[][]::new));
    }

    /** UTCTime to 2049, GeneralizedTime from 2050 (SM-12); neither has fractions of a second. */
    private byte[] time(Instant signingTime) {
        Kept last = time;
        if (last.second != signingTime.getEpochSecond()) {
            last = new Kept(
                    signingTime.getEpochSecond(),
                    attribute(CMSAttributes.signingTime, new Time(Date.from(signingTime))));
            time = last;
        }
        return last.attribute;
    }

    /**
     * What the holder of the certificate can read and verify (RFC 8551 section 2.5.2): the ciphers are those that every
     * mail program since S/MIME 3.2 has, because we do not know the program that will get the answers.
     */
    private static SMIMECapabilities capabilities() {
        return SMIMECapabilities.getInstance(new DERSequence(new ASN1Encodable[] {
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE),
            new SMIMECapability(X9ObjectIdentifiers.ecdsa_with_SHA256, null),
            new SMIMECapability(NISTObjectIdentifiers.id_aes256_CBC, null),
            new SMIMECapability(NISTObjectIdentifiers.id_aes128_CBC, null)
        }));
    }

    /** Ties the signature to this certificate, so that no other one with the same key takes its place (RFC 5035). */
    private static SigningCertificateV2 signingCertificate(
            X509Certificate certificate, IssuerAndSerialNumber identifier) throws CertificateEncodingException {
        IssuerSerial issuer =
                new IssuerSerial(new GeneralNames(new GeneralName(identifier.getName())), identifier.getSerialNumber());
        return new SigningCertificateV2(new ESSCertIDv2(sha256(certificate.getEncoded()), issuer));
    }

    /** Whether answers may be encrypted for this certificate; only then is it worth a preference (section 2.5.3). */
    private static boolean canReceiveKeys(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[KEY_ENCIPHERMENT] || usage[KEY_AGREEMENT];
    }

    private static byte[] attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return Der.encoded(new Attribute(type, new DERSet(value)));
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
