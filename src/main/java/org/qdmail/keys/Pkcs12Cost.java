package org.qdmail.keys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.SigningFailed;

/**
 * Looks at the ciphers and iteration counts of a PKCS#12 file (RFC 7292 section 4) before a password is tried on it. A
 * key inside an encrypted part is not seen here; the JDK counts its iterations by itself.
 */
final class Pkcs12Cost {
    /** The JDK reads no more than that. */
    private static final long MAX_ITERATIONS = 5_000_000;

    private Pkcs12Cost() {}

    /** The name of a weak cipher that was let through. */
    static Optional<String> check(KeyFile file, LegacyCiphers legacy) {
        try {
            Pfx pfx = Pfx.getInstance(ASN1Primitive.fromByteArray(file.octets()));
            refuseCostly(file, pfx.getMacData());
            Optional<String> weak = Optional.empty();
            for (AlgorithmIdentifier encryption : encryptions(pfx)) {
                refuse(file, encryption, legacy);
                weak = weak.or(() -> PasswordCost.weakCipher(encryption));
            }
            return weak;
        } catch (SigningFailed refused) {
            throw refused;
        } catch (IOException
                | RuntimeException damaged) { // Bouncy Castle's ways to say that the ASN.1 is not as it should
            throw new SigningFailed(KeyFaults.notPkcs12(file.place(), file.path()), damaged);
        }
    }

    private static void refuseCostly(KeyFile file, @Nullable MacData mac) {
        if (mac != null && !PasswordCost.isBearable(mac.getIterationCount(), MAX_ITERATIONS)) throw costly(file);
    }

    private static void refuse(KeyFile file, AlgorithmIdentifier encryption, LegacyCiphers legacy) {
        boolean isLegacy = PasswordCost.isLegacy(encryption);
        if (!isLegacy || legacy == LegacyCiphers.REFUSED) {
            PasswordCost.weakCipher(encryption).ifPresent(cipher -> {
                throw new SigningFailed(
                        isLegacy
                                ? KeyFaults.encryptedByLegacy(
                                        file.place(), file.path(), cipher, file.sibling("legacy-ciphers"))
                                : KeyFaults.encryptedTooWeakly(file.place(), file.path(), cipher));
            });
        }
        if (!PasswordCost.isBearable(encryption, MAX_ITERATIONS)) throw costly(file);
    }

    private static SigningFailed costly(KeyFile file) {
        return new SigningFailed(KeyFaults.passwordTooCostly(file.place(), file.path(), MAX_ITERATIONS));
    }

    private static List<AlgorithmIdentifier> encryptions(Pfx pfx) {
        List<AlgorithmIdentifier> encryptions = new ArrayList<>();
        AuthenticatedSafe safe = AuthenticatedSafe.getInstance(octets(pfx.getAuthSafe()));
        for (ContentInfo part : safe.getContentInfo()) {
            if (part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                encryptions.add(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
            } else if (part.getContentType().equals(PKCSObjectIdentifiers.data)) {
                ASN1Sequence.getInstance(octets(part)).forEach(bag -> addKeyBag(SafeBag.getInstance(bag), encryptions));
            }
        }
        return encryptions;
    }

    private static void addKeyBag(SafeBag bag, List<AlgorithmIdentifier> encryptions) {
        if (!bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) return;
        encryptions.add(EncryptedPrivateKeyInfo.getInstance(bag.getBagValue()).getEncryptionAlgorithm());
    }

    private static byte[] octets(ContentInfo data) {
        return ASN1OctetString.getInstance(data.getContent()).getOctets();
    }
}
