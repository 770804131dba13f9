package org.qdmail.signing;

import java.util.Map;

/**
 * A signature as it was found in a mail, not judged yet.
 *
 * @param isWhole whether it covers the whole body
 * @param digests of the signed content, by object identifier
 * @param signature the octets of the signature; empty where they could not be had
 * @param reason why the signature is not to be judged; else empty
 * @param flaw what may deceive about the structure; else empty
 */
record SignedPart(boolean isWhole, Map<String, byte[]> digests, byte[] signature, String reason, String flaw) {
    static SignedPart unread(boolean isWhole, String reason) {
        return new SignedPart(isWhole, Map.of(), new byte[0], reason, "");
    }
}
