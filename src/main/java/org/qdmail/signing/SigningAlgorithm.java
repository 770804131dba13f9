package org.qdmail.signing;

/** How an identity signs ({@code qdmail.sign.algorithm}). SHA-1 and MD5 are not to be had. */
public enum SigningAlgorithm {
    /** By the key: RSA as {@link #RSA_SHA256}, P-256 as {@link #ECDSA_SHA256}, P-384 as {@link #ECDSA_SHA384}. */
    AUTO("auto"),
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2): every mail program reads it. */
    RSA_SHA256("rsa-sha256"),
    /** RSASSA-PSS with SHA-256, the same in MGF1, and a salt of 32 octets (RFC 4056): older programs do not read it. */
    RSA_PSS_SHA256("rsa-pss-sha256"),
    /** ECDSA on P-256 with SHA-256 (RFC 5754 section 3.3). */
    ECDSA_SHA256("ecdsa-sha256"),
    /** ECDSA on P-384 with SHA-384 (RFC 5754 section 3.3). */
    ECDSA_SHA384("ecdsa-sha384"),
    /** Ed25519 with SHA-512 as the hash of the content (RFC 8419): few programs read it. */
    ED25519("ed25519");

    private final String word;

    SigningAlgorithm(String word) {
        this.word = word;
    }

    /** The word of the configuration. */
    public String word() {
        return word;
    }
}
