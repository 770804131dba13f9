package org.qdmail.failure;

/** The texts of addresses: numbers 0210 to 0214. An offset counts characters from 0; the value is never repeated. */
public final class AddressFaults {
    private AddressFaults() {}

    public static Fault empty() {
        return notAnAddress("the text is empty; one address such as taro@example.jp is expected");
    }

    public static Fault noAt() {
        return notAnAddress("no @ follows the local part; one address such as taro@example.jp is expected");
    }

    public static Fault localPartCharacter(int offset) {
        return notAnAddress(
                "character " + offset + " is not allowed in a local part without quotes" + " (RFC 5321 section 4.1.2)");
    }

    public static Fault localPartEmpty() {
        return notAnAddress("the local part is empty (RFC 5321 section 4.1.2)");
    }

    public static Fault localPartDots(int offset) {
        return notAnAddress("the dot at character " + offset
                + " begins, ends or doubles in the local part; put the local part between quotes"
                + " (RFC 5321 section 4.1.2)");
    }

    public static Fault quoteOpen() {
        return notAnAddress("a quote is not closed");
    }

    public static Fault quotedCharacter(int offset) {
        return notAnAddress("character " + offset + " is not allowed between quotes (RFC 5321 section 4.1.2)");
    }

    public static Fault domainCharacter(int offset) {
        return notAnAddress("character " + offset
                + " is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)");
    }

    public static Fault domainLabelEmpty(int offset) {
        return notAnAddress("the domain has an empty label at character " + offset);
    }

    public static Fault domainWithoutDot() {
        return notAnAddress("the domain has one label only; a full name such as example.jp is expected"
                + " (RFC 5321 section 2.3.5)");
    }

    public static Fault domainIsNumber() {
        return notAnAddress("the last label of the domain is a number; an IP address stands in brackets"
                + " (RFC 5321 section 4.1.3)");
    }

    public static Fault literal() {
        return notAnAddress(
                "the address literal is neither [192.0.2.1] nor [IPv6:2001:db8::1]" + " (RFC 5321 section 4.1.3)");
    }

    public static Fault loneSurrogate(int offset) {
        return notAnAddress("half of a surrogate pair at character " + offset);
    }

    public static Fault comment(int offset) {
        return notAnAddress("a comment begins at character " + offset + "; comments are not read");
    }

    public static Fault group(int offset) {
        return notAnAddress("a group begins before the colon at character " + offset
                + "; give its members one by one, or quote a name with a colon");
    }

    public static Fault sourceRoute(int offset) {
        return notAnAddress("a source route begins at character " + offset + "; it is history (RFC 5321 appendix F.2)");
    }

    public static Fault angleOpen() {
        return notAnAddress("the address behind < is not closed by >");
    }

    public static Fault behindAddress(int offset) {
        return notAnAddress("nothing may follow the address; found a character at " + offset);
    }

    public static Fault nameCharacter(int offset) {
        return notAnAddress(
                "character " + offset + " of the name needs quotes around the name (RFC 5322 section 3.2.4)");
    }

    public static Fault noAddressForName() {
        return notAnAddress("a mailbox needs an address; the null address belongs to the return path");
    }

    public static Fault pattern() {
        return notAnAddress("not a pattern: a domain, an address or /regular expression/ is expected");
    }

    public static Fault patternTooCostly() {
        return notAnAddress("a /regular expression/ takes too many steps to judge this address; simplify it");
    }

    public static Fault localPartTooLong(int octets) {
        return tooLong("local part has " + octets + " octets; at most 64 are allowed (RFC 5321 section 4.5.3.1.1)");
    }

    public static Fault labelTooLong(int octets) {
        return tooLong("a label of the domain has " + octets + " octets; at most 63 are allowed"
                + " (RFC 1035 section 2.3.4)");
    }

    public static Fault domainTooLong(int octets) {
        return tooLong("domain has " + octets + " octets; at most 255 are allowed (RFC 5321 section 4.5.3.1.2)");
    }

    public static Fault pathTooLong(int octets) {
        return tooLong("address has " + octets + " octets with its angle brackets; at most 256 are allowed"
                + " (RFC 5321 section 4.5.3.1.3)");
    }

    public static Fault control(int offset) {
        return new Fault("MAIL-0212", "", "control character at " + offset + "; it may not travel in an address");
    }

    public static Fault invisible(int offset) {
        return new Fault(
                "MAIL-0212",
                "",
                "character " + offset + " is invisible or turns the direction of writing; an address may not hide it");
    }

    public static Fault domainNotConvertible(String reason) {
        return new Fault(
                "MAIL-0213",
                "",
                "the domain is no internationalized domain name: " + reason + " (UTS 46, RFC 5891 section 4)");
    }

    public static Fault several(int offset) {
        return new Fault(
                "MAIL-0214",
                "",
                "several addresses in one text, parted at character " + offset
                        + "; give each its own text, and quote a name that holds a comma");
    }

    private static Fault notAnAddress(String text) {
        return new Fault("MAIL-0210", "", text);
    }

    private static Fault tooLong(String text) {
        return new Fault("MAIL-0211", "", text);
    }
}
