package org.qdmail.keys;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** How much work a file may ask for to try a password, looked at before any is done (SEC-K3). */
final class PasswordCost {
    static final long MAX_ITERATIONS = 10_000_000;

    /** scrypt takes 128 * N * r octets (RFC 7914 section 5). */
    private static final long MAX_SCRYPT_OCTETS = 64L * 1024 * 1024;

    private static final Map<ASN1ObjectIdentifier, String> TOO_WEAK = Map.of(
            PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, "RC2-40",
            PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC, "RC2-128",
            PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC4, "RC4-40",
            PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC4, "RC4-128",
            PKCSObjectIdentifiers.pbeWithMD2AndDES_CBC, "DES",
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC, "DES",
            PKCSObjectIdentifiers.pbeWithMD2AndRC2_CBC, "RC2",
            PKCSObjectIdentifiers.pbeWithMD5AndRC2_CBC, "RC2",
            PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC, "DES",
            PKCSObjectIdentifiers.pbeWithSHA1AndRC2_CBC, "RC2");

    private PasswordCost() {}

    /** Whether the JDK reads the weak cipher for somebody who insists. */
    static boolean isLegacy(AlgorithmIdentifier encryption) {
        return PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC.equals(encryption.getAlgorithm())
                || PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC.equals(encryption.getAlgorithm());
    }

    /** The name of a cipher that nobody should rely on. */
    static Optional<String> weakCipher(AlgorithmIdentifier encryption) {
        return Optional.ofNullable(TOO_WEAK.get(encryption.getAlgorithm()));
    }

    /**
     * Whether the work is within the limits.
     *
     * @throws IllegalArgumentException if the parameters are damaged
     */
    static boolean isBearable(AlgorithmIdentifier encryption, long maxIterations) {
        ASN1Encodable parameters = encryption.getParameters();
        if (PKCSObjectIdentifiers.id_PBES2.equals(encryption.getAlgorithm())) {
            return isBearable(PBES2Parameters.getInstance(parameters).getKeyDerivationFunc(), maxIterations);
        }
        if (encryption.getAlgorithm().on(PKCSObjectIdentifiers.pkcs_12PbeIds)) {
            return isBearable(PKCS12PBEParams.getInstance(parameters).getIterations(), maxIterations);
        }
        return isBearable(PBEParameter.getInstance(parameters).getIterationCount(), maxIterations);
    }

    private static boolean isBearable(KeyDerivationFunc function, long maxIterations) {
        if (MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())) {
            return isBearable(ScryptParams.getInstance(function.getParameters()));
        }
        return isBearable(PBKDF2Params.getInstance(function.getParameters()).getIterationCount(), maxIterations);
    }

    private static boolean isBearable(ScryptParams scrypt) {
        BigInteger octets =
                scrypt.getCostParameter().multiply(scrypt.getBlockSize()).shiftLeft(7);
        BigInteger work = octets.multiply(scrypt.getParallelizationParameter());
        return octets.signum() > 0 && work.compareTo(BigInteger.valueOf(MAX_SCRYPT_OCTETS)) <= 0;
    }

    static boolean isBearable(BigInteger iterations, long maxIterations) {
        return iterations.signum() >= 0 && iterations.compareTo(BigInteger.valueOf(maxIterations)) <= 0;
    }
}
