package org.qdmail.encryption;

/** What the content is encrypted with ({@code qdmail.encrypt.cipher}); all copies of a mail use one. */
public enum ContentCipher {
    /** Authenticated: AuthEnvelopedData (RFC 5083), which programs older than RFC 8551 (2019) cannot read. */
    AES_256_GCM("authEnveloped-data"),
    /** Not authenticated: who can change the mail on its way may make programs leak it (EFAIL). Sign as well. */
    AES_256_CBC("enveloped-data"),
    /** As the other with CBC, for programs that must read it (RFC 8551 section 2.7). */
    AES_128_CBC("enveloped-data");

    private final String smimeType;

    ContentCipher(String smimeType) {
        this.smimeType = smimeType;
    }

    /** The parameter smime-type (RFC 8551 section 3.2.2). */
    String smimeType() {
        return smimeType;
    }
}
