package org.qdmail.signing;

/** How an identity signs ({@code qdmail.sign.algorithm}). The hash is SHA-256; SHA-1 and MD5 are not to be had. */
public enum SigningAlgorithm {
    /** By the type of the key: RSA keys as {@link #RSA_SHA256}, keys on P-256 as {@link #ECDSA_SHA256}. */
    AUTO("auto"),
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2). */
    RSA_SHA256("rsa-sha256"),
    /** ECDSA on P-256 with SHA-256 (RFC 5754 section 3.3). */
    ECDSA_SHA256("ecdsa-sha256");

    private final String word;

    SigningAlgorithm(String word) {
        this.word = word;
    }

    /** The word of the configuration. */
    public String word() {
        return word;
    }
}
