package org.qdmail.address;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;

/**
 * A pattern of the configuration: a domain ({@code example.com}, without its subdomains), an address ({@code
 * bob@example.com}) or a regular expression between slashes that has to match the whole address. Compared are the local
 * part without quotes and the domain in A-labels, whatever the case.
 */
public final class AddressPattern {
    /** Every address there is. */
    public static final AddressPattern ANY = new AddressPattern("*", address -> true);

    private final String source;
    private final Predicate<EmailAddress> pattern;

    private AddressPattern(String source, Predicate<EmailAddress> pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidMessage when it has none of the three forms (MAIL-0210 to 0214)
     */
    public static AddressPattern of(String source) {
        int control = FreeText.firstControl(source);
        if (control >= 0) throw InvalidMessage.of(AddressFaults.control(control));
        if (FreeText.firstLoneSurrogate(source) >= 0) throw InvalidMessage.of(AddressFaults.pattern());
        if (source.length() > 2 && source.startsWith("/") && source.endsWith("/")) {
            return new AddressPattern(source, regularExpression(source.substring(1, source.length() - 1)));
        }
        if (source.indexOf('@') >= 0) return exactly(source, EmailAddress.of(source));
        String domain = EmailAddress.of("postmaster@" + source).asciiDomain();
        return new AddressPattern(source, address -> address.asciiDomain().equals(domain));
    }

    /** The pattern of this address alone. */
    public static AddressPattern of(EmailAddress address) {
        return exactly(address.toString(), address);
    }

    private static AddressPattern exactly(String source, EmailAddress wanted) {
        String caseless = wanted.caseless();
        return new AddressPattern(source, address -> address.caseless().equals(caseless));
    }

    private static Predicate<EmailAddress> regularExpression(String expression) {
        try {
            Pattern compiled = Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            return address ->
                    compiled.matcher(new BudgetedText(address.caseless())).matches();
        } catch (PatternSyntaxException invalid) {
            throw InvalidMessage.of(AddressFaults.pattern());
        }
    }

    /**
     * Whether the address has this pattern.
     *
     * @throws InvalidMessage when a regular expression needs too many steps (MAIL-0210), so that a list which cannot
     *     be judged lets nothing pass
     */
    public boolean matches(EmailAddress address) {
        return !address.isNone() && pattern.test(address);
    }

    /** The pattern as written. */
    @Override
    public String toString() {
        return source;
    }
}
