package org.qdmail.address;

/** A mail address (RFC 5321 section 4.1.2). Signatures; the checks follow. */
public final class EmailAddress {
    /** The null sender {@code <>} (RFC 5321 section 4.5.5). */
    public static final EmailAddress NONE = new EmailAddress("", "");

    private final String localPart;
    private final String domain;

    private EmailAddress(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    public static EmailAddress of(String text) {
        int at = text.lastIndexOf('@');
        return new EmailAddress(text.substring(0, at), text.substring(at + 1));
    }

    public boolean isNone() {
        return localPart.isEmpty() && domain.isEmpty();
    }

    /** The local part as on the wire. */
    public String localPart() {
        return localPart;
    }

    /** The domain as written. */
    public String domain() {
        return domain;
    }

    /** The domain in A-labels, lower case; or the address literal. */
    public String asciiDomain() {
        return domain;
    }

    /** Whether the local part is not ASCII (RFC 6531). */
    public boolean needsSmtpUtf8() {
        return localPart.chars().anyMatch(character -> character > 0x7e);
    }

    /** The address as MAIL, RCPT and header fields carry it. */
    public String wire() {
        return isNone() ? "" : localPart + '@' + asciiDomain();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && wire().equals(address.wire());
    }

    @Override
    public int hashCode() {
        return wire().hashCode();
    }

    @Override
    public String toString() {
        return wire();
    }
}
