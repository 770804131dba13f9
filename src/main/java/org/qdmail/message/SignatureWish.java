package org.qdmail.message;

/**
 * A decision on the signature.
 *
 * @param signed whether to sign
 * @param identity the signing identity; empty for the unnamed one
 */
public record SignatureWish(boolean signed, String identity) {
    /** No signature, whatever an annotation or a default says. */
    public static final SignatureWish UNSIGNED = new SignatureWish(false, "");

    public static SignatureWish by(String identity) {
        return new SignatureWish(true, identity);
    }
}
