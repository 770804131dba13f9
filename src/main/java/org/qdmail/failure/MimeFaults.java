package org.qdmail.failure;

/** The texts of composing and of the gate over the octets: numbers 0301 to 0304. */
public final class MimeFaults {
    private MimeFaults() {}

    public static Fault tooLarge(long maxOctets) {
        return new Fault(
                "MAIL-0303",
                "",
                "the mail is larger than " + maxOctets + " octets, the limit of qdmail.limits.message-size");
    }

    public static Fault bareCarriageReturn(long offset) {
        return gate("CR without LF at octet " + offset + "; line ends are CRLF (RFC 5321 section 2.3.8)");
    }

    public static Fault bareLineFeed(long offset) {
        return gate("LF without CR at octet " + offset + "; line ends are CRLF (RFC 5321 section 2.3.8)");
    }

    public static Fault nul(long offset) {
        return gate("NUL at octet " + offset + "; it may not travel (RFC 5322 section 2.3)");
    }

    public static Fault lineTooLong(long offset, int octets) {
        return gate("the line that ends at octet " + offset + " has " + octets
                + " octets; at most 998 are allowed (RFC 5322 section 2.1.1)");
    }

    public static Fault lastLineNotEnded() {
        return gate("the last line is not ended by CRLF");
    }

    private static Fault gate(String text) {
        return new Fault("MAIL-0304", "", text);
    }
}
