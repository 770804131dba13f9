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

    public static Fault loneSurrogate(int offset) {
        return new Fault(
                "MAIL-0301",
                "",
                "half of a surrogate pair at character " + offset + "; no character set represents it");
    }

    public static Fault unknownCharset() {
        return new Fault(
                "MAIL-0301",
                "",
                "the character set of the media type is not known; use utf-8 or another registered name");
    }

    public static Fault onlyAscii(int offset) {
        return new Fault(
                "MAIL-0301",
                "",
                "character " + offset + " is not ASCII; this structured field cannot encode it (RFC 2047 section 5)");
    }

    public static Fault headerLineTooLong(long octets) {
        return new Fault(
                "MAIL-0302",
                "",
                "a line of " + octets + " octets has no blank to fold at; at most 998 are allowed"
                        + " (RFC 5322 section 2.1.1)");
    }

    public static Fault headerTooLarge(long octets, long maxOctets) {
        return new Fault(
                "MAIL-0303", "", "the header has " + octets + " octets; at most " + maxOctets + " are allowed");
    }

    public static Fault headerOctet(int octet, long offset) {
        return gate("octet " + octet + " in the header at offset " + offset + "; only TAB and 32 to 126 are allowed");
    }

    public static Fault headerLine(long offset) {
        return gate("the header line at offset " + offset + " is neither a field nor a continuation of one");
    }

    public static Fault headerFields(int found, int intended) {
        return gate("the header has " + found + " fields where " + intended + " were intended, or they differ in name");
    }

    public static Fault importedHeader() {
        return gate("a header line of the imported message is not a field of ASCII characters with proper folds");
    }

    public static Fault importedPart() {
        return gate("a header line or the preamble of a part of the imported message would be more than one line");
    }

    public static Fault notImportable(String reason) {
        return gate("the imported message cannot be read: " + reason);
    }

    private static Fault gate(String text) {
        return new Fault("MAIL-0304", "", text);
    }
}
