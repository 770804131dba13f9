package org.qdmail.address;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.qdmail.failure.InvalidMessage;

/**
 * One mail address, checked against RFC 5321 section 4.1.2; what exists can stand in a command. The domain may be an
 * internationalized one (UTS 46, non-transitional), the local part may hold other letters than ASCII (RFC 6531).
 *
 * <p>Two addresses are equal when their domains are, whatever the case, and their local parts without quotes, case
 * included: {@code "a b"@X.jp} equals {@code "a b"@x.jp}, {@code "ab"@x.jp} equals {@code ab@x.jp}, {@code Ab@x.jp}
 * differs from {@code ab@x.jp}. It says nothing about whether the address exists.
 */
public final class EmailAddress implements Comparable<EmailAddress> {
    /** The null sender {@code <>} (RFC 5321 section 4.5.5), for the return path alone. */
    public static final EmailAddress NONE = new EmailAddress(LocalPart.NONE, Domain.NONE);

    private final LocalPart localPart;
    private final Domain domain;
    private final String wire;

    EmailAddress(LocalPart localPart, Domain domain) {
        this.localPart = localPart;
        this.domain = domain;
        this.wire = domain.equals(Domain.NONE) ? "" : localPart.wire() + '@' + domain.ascii();
    }

    /**
     * Reads exactly one address, without name, angle brackets, comments or blanks around it. The local parts with
     * irregular dots that Japanese carriers gave out ({@code a..b@docomo.ne.jp}) get quotes; elsewhere they are refused.
     *
     * @throws InvalidMessage when it is not an address (MAIL-0210), too long (0211), holds control or invisible
     *     characters (0212), its domain cannot be converted (0213), or there are several (0214)
     */
    public static EmailAddress of(String text) {
        return new AddrSpec(Objects.requireNonNull(text, "text"), 0, text.length()).read();
    }

    /** Whether this is the null sender. */
    public boolean isNone() {
        return domain.equals(Domain.NONE);
    }

    /** The local part as on the wire, with quotes where it came with them or needs them; not only ASCII. */
    public String localPart() {
        return localPart.wire();
    }

    /** The local part without quotes: what the receiving system compares. */
    public String unquotedLocalPart() {
        return localPart.text();
    }

    /** The domain for people: as written, or in its letters where it is internationalized; or the address literal. */
    public String domain() {
        return domain.shown();
    }

    /** The domain in A-labels, lower case; or the address literal. */
    public String asciiDomain() {
        return domain.ascii();
    }

    /** Whether the local part needs SMTPUTF8 (RFC 6531). An internationalized domain alone does not. */
    public boolean needsSmtpUtf8() {
        return !localPart.isAscii();
    }

    /**
     * Whether a label of the domain mixes scripts that no language writes together, as Cyrillic and Latin letters in
     * one word: a reason to warn, not to refuse.
     */
    public boolean mixesScripts() {
        return domain.mixesScripts();
    }

    /**
     * Where the local part may ask the domain to send the mail on to, in the old ways: {@code a%evil.com@ok.com}, {@code
     * evil.com!a@ok.com}, {@code "a@evil.com"@ok.com}. A list of what is allowed or forbidden judges these as well.
     */
    public List<EmailAddress> onward() {
        return RoutedAddresses.in(this).toList();
    }

    /** The address as MAIL, RCPT and header fields carry it; empty for the null sender. */
    public String wire() {
        return wire;
    }

    /**
     * The address for comparisons in which the case of the local part does not matter either, such as with those in a
     * certificate (RFC 8550 section 3): the local part without quotes.
     */
    public String caseless() {
        return localPart.text().toLowerCase(Locale.ROOT) + '@' + domain.ascii();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address
                && localPart.text().equals(address.localPart.text())
                && domain.ascii().equals(address.domain.ascii());
    }

    @Override
    public int hashCode() {
        return 31 * localPart.text().hashCode() + domain.ascii().hashCode();
    }

    /** By domain, then by local part; equal addresses only are the same. */
    @Override
    public int compareTo(EmailAddress other) {
        int byDomain = domain.ascii().compareTo(other.domain.ascii());
        return byDomain != 0 ? byDomain : localPart.text().compareTo(other.localPart.text());
    }

    /** Same as {@link #wire()}. */
    @Override
    public String toString() {
        return wire();
    }
}
