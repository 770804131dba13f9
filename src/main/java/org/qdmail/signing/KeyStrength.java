package org.qdmail.signing;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** Size and kind of a key (SM-8). */
final class KeyStrength {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_USUAL_RSA_BITS = 4096;
    private static final ECParameterSpec P_256 = p256();

    private KeyStrength() {}

    /** Such as {@code RSA 2048} or {@code EC P-256}. */
    static String described(Key key) {
        if (key instanceof RSAKey rsa) return "RSA " + rsa.getModulus().bitLength();
        if (key instanceof ECKey ec) {
            return isP256(ec) ? "EC P-256" : "EC " + ec.getParams().getOrder().bitLength() + ", not P-256";
        }
        return key.getAlgorithm();
    }

    static boolean isEnough(Key key) {
        if (key instanceof RSAKey rsa) return rsa.getModulus().bitLength() >= MIN_RSA_BITS;
        return key instanceof ECKey ec && isP256(ec);
    }

    /** Whether it is an RSA key of fewer bits. */
    static boolean isBelow(Key key, int bits) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < bits;
    }

    /** Larger keys cost time, and some verifiers refuse them (RFC 8551 section 4.2). */
    static boolean isUnusuallyLarge(Key key) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() > MAX_USUAL_RSA_BITS;
    }

    private static boolean isP256(ECKey key) {
        ECParameterSpec parameters = key.getParams();
        return parameters.getOrder().equals(P_256.getOrder())
                && parameters.getGenerator().equals(P_256.getGenerator())
                && parameters.getCurve().getField().equals(P_256.getCurve().getField())
                && parameters.getCurve().getA().equals(P_256.getCurve().getA())
                && parameters.getCurve().getB().equals(P_256.getCurve().getB());
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", BouncyCastle.PROVIDER);
            parameters.init(new ECGenParameterSpec("P-256"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Bouncy Castle has P-256", impossible);
        }
    }
}
