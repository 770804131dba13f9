package org.qdmail.signing;

import java.util.Map;

/** A signature as it was found in a mail, not judged yet. */
final class SignedPart {
    private final boolean isWhole;
    private final Map<String, byte[]> digests;
    private final byte[] header;
    private final byte[] signature;
    private final String reason;
    private final String flaw;

    private SignedPart(
            boolean isWhole, Map<String, byte[]> digests, byte[] header, byte[] signature, String reason, String flaw) {
        this.isWhole = isWhole;
        this.digests = digests;
        this.header = header;
        this.signature = signature;
        this.reason = reason;
        this.flaw = flaw;
    }

    /**
     * One that can be judged.
     *
     * @param isWhole whether it covers the whole body
     * @param digests of the signed content, by object identifier
     * @param header the header of the signed content
     * @param flaw what may deceive about the structure; else empty
     */
    static SignedPart read(boolean isWhole, Map<String, byte[]> digests, byte[] header, byte[] signature, String flaw) {
        return new SignedPart(isWhole, digests, header, signature, "", flaw);
    }

    /** One whose octets could not be had, which is a flaw. */
    static SignedPart damaged(boolean isWhole, String flaw) {
        return new SignedPart(isWhole, Map.of(), new byte[0], new byte[0], "", flaw);
    }

    /** One that is not to be judged. */
    static SignedPart unread(boolean isWhole, String reason) {
        return new SignedPart(isWhole, Map.of(), new byte[0], new byte[0], reason, "");
    }

    boolean isWhole() {
        return isWhole;
    }

    Map<String, byte[]> digests() {
        return digests;
    }

    /** The header of the signed content; empty where it could not be had. */
    byte[] header() {
        return header;
    }

    /** Its octets; empty where they could not be had. */
    byte[] signature() {
        return signature;
    }

    /** Why it is not to be judged; else empty. */
    String reason() {
        return reason;
    }

    String flaw() {
        return flaw;
    }
}
