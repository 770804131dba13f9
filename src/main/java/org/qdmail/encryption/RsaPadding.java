package org.qdmail.encryption;

/** How the key of a mail is encrypted to an RSA key ({@code qdmail.encrypt.rsa}). */
public enum RsaPadding {
    /** RSAES-OAEP with SHA-256 (RFC 8017). */
    OAEP,
    /** PKCS#1 v1.5, for programs that know nothing else. */
    PKCS1
}
