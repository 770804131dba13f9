package org.qdmail.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.XECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;

/** Size and kind of a key (SM-8). */
public final class KeyStrength {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_USUAL_RSA_BITS = 4096;
    private static final ECParameterSpec P_256 = curve("P-256");
    private static final ECParameterSpec P_384 = curve("P-384");
    private static final ECParameterSpec P_521 = curve("P-521");

    private KeyStrength() {}

    /** Such as {@code RSA 2048}, {@code EC P-256} or {@code Ed25519}. */
    public static String described(Key key) {
        if (key instanceof RSAKey rsa) return "RSA " + rsa.getModulus().bitLength();
        if (key instanceof ECKey ec) {
            if (isP256(key)) return "EC P-256";
            return isP384(key)
                    ? "EC P-384"
                    : "EC " + ec.getParams().getOrder().bitLength() + ", neither P-256 nor P-384";
        }
        if (key instanceof EdECKey ed) return ed.getParams().getName();
        if (key instanceof XECKey x && x.getParams() instanceof NamedParameterSpec named) return named.getName();
        return key.getAlgorithm();
    }

    /** Whether it is strong enough to sign mail: RSA of 2048 bits or more, P-256, P-384 or Ed25519. */
    public static boolean isEnough(Key key) {
        if (key instanceof RSAKey rsa) return rsa.getModulus().bitLength() >= MIN_RSA_BITS;
        return isP256(key) || isP384(key) || isEd25519(key);
    }

    public static boolean isRsa(Key key) {
        return key instanceof RSAKey && key.getAlgorithm().equals("RSA");
    }

    public static boolean isP256(Key key) {
        return key instanceof ECKey ec && isOn(P_256, ec);
    }

    public static boolean isP384(Key key) {
        return key instanceof ECKey ec && isOn(P_384, ec);
    }

    public static boolean isP521(Key key) {
        return key instanceof ECKey ec && isOn(P_521, ec);
    }

    public static boolean isEd25519(Key key) {
        return key instanceof EdECKey ed && ed.getParams().getName().equals("Ed25519");
    }

    /** Whether it is a key for agreement on Curve25519 (RFC 7748). */
    public static boolean isX25519(Key key) {
        return key instanceof XECKey && described(key).equals("X25519");
    }

    /** Whether it is an RSA key of fewer bits. */
    public static boolean isBelow(Key key, int bits) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < bits;
    }

    /** Larger keys cost time, and some verifiers refuse them (RFC 8551 section 4.2). */
    public static boolean isUnusuallyLarge(Key key) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() > MAX_USUAL_RSA_BITS;
    }

    private static boolean isOn(ECParameterSpec curve, ECKey key) {
        ECParameterSpec parameters = key.getParams();
        return parameters.getOrder().equals(curve.getOrder())
                && parameters.getGenerator().equals(curve.getGenerator())
                && parameters.getCurve().getField().equals(curve.getCurve().getField())
                && parameters.getCurve().getA().equals(curve.getCurve().getA())
                && parameters.getCurve().getB().equals(curve.getCurve().getB());
    }

    private static ECParameterSpec curve(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", BouncyCastle.PROVIDER);
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Bouncy Castle has " + name, impossible);
        }
    }
}
