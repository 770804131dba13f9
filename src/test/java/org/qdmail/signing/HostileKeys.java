package org.qdmail.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** Key files that ask for hours of work to try one password. */
final class HostileKeys {
    private static final byte[] SOME = new byte[32];

    private HostileKeys() {}

    static String pkcs8(int iterations) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(encrypted(iterations)));
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + lines + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    static byte[] pkcs12(int keyIterations, int macIterations) {
        SafeBag bag = new SafeBag(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, encrypted(keyIterations));
        ContentInfo keys = data(new DERSequence(bag));
        MacData mac = new MacData(
                new DigestInfo(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1), new byte[20]),
                SOME,
                macIterations);
        return encoded(new Pfx(data(new AuthenticatedSafe(new ContentInfo[] {keys})), mac));
    }

    private static ContentInfo data(ASN1Encodable content) {
        return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(encoded(content)));
    }

    private static EncryptedPrivateKeyInfo encrypted(int iterations) {
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(SOME, iterations)),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
        return new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), SOME);
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
