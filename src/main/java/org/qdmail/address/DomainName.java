package org.qdmail.address;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;

/** Reads a domain name: letters, digits, hyphens (RFC 5321 section 2.3.5), or an internationalized one (UTS 46). */
final class DomainName {
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_DOMAIN = 255;
    /** No longer name can shrink to 255 octets by composition; it is refused before it costs anything. */
    private static final int LONGEST_WRITTEN = 1_000;

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);
    /** Counted by checkLengths, whose fault tells the number. */
    private static final Set<IDNA.Error> LENGTHS =
            EnumSet.of(IDNA.Error.LABEL_TOO_LONG, IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private final String text;
    private final int start;
    private final int end;

    /** The name between two offsets of a text. */
    DomainName(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    /** A dot at the end names the same domain, and is left out. */
    Domain toDomain() {
        boolean ascii = checkCharacters();
        if (end - start > LONGEST_WRITTEN) throw refused(AddressFaults.domainTooLong(end - start));
        String written = withoutLastDot(text.substring(start, end));
        Domain domain = ascii && !hasAceLabel(written)
                ? new Domain(written, written.toLowerCase(Locale.ROOT))
                : internationalized(written);
        checkLabels(domain.ascii());
        return domain;
    }

    private static String withoutLastDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean hasAceLabel(String name) {
        return name.toLowerCase(Locale.ROOT).contains("xn--");
    }

    /** Whether all characters are ASCII; what is, must be a letter, digit, hyphen or dot. */
    private boolean checkCharacters() {
        boolean ascii = true;
        for (int at = start; at < end; at++) {
            char character = text.charAt(at);
            if (character > 0x7e) ascii = false;
            else if (!isLetterDigitHyphen(character) && character != '.') throw refused(characterFault(character, at));
        }
        return ascii;
    }

    private static Fault characterFault(char character, int at) {
        return switch (character) {
            case ',', ';' -> AddressFaults.several(at);
            case '(' -> AddressFaults.comment(at);
            default -> AddressFaults.domainCharacter(at);
        };
    }

    private static boolean isLetterDigitHyphen(char character) {
        return character == '-' || isDigit(character) || isLetter(character);
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private Domain internationalized(String written) {
        String ascii = toAscii(written);
        StringBuilder shown = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        UTS46.nameToUnicode(ascii, shown, info);
        if (info.hasErrors() || !toAscii(shown.toString()).equals(ascii)) {
            throw refused(AddressFaults.domainNotConvertible("an xn-- label does not come back from its letters"));
        }
        return new Domain(shown.toString(), ascii);
    }

    private String toAscii(String name) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        UTS46.nameToASCII(name, ascii, info);
        Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(info.getErrors());
        if (errors.contains(IDNA.Error.EMPTY_LABEL)) throw refused(AddressFaults.domainLabelEmpty(start));
        String result = withoutLastDot(ascii.toString());
        errors.removeAll(LENGTHS);
        if (!errors.isEmpty()) throw refused(AddressFaults.domainNotConvertible(reason(errors)));
        return result;
    }

    private static String reason(Set<IDNA.Error> errors) {
        String names = String.join(", ", errors.stream().map(IDNA.Error::name).toList());
        return names.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void checkLabels(String ascii) {
        int labels = 0;
        int from = 0;
        while (from <= ascii.length()) {
            int dot = ascii.indexOf('.', from);
            int to = dot < 0 ? ascii.length() : dot;
            if (to == from) throw refused(AddressFaults.domainLabelEmpty(start + from));
            checkHyphens(ascii, from, to);
            labels++;
            from = to + 1;
        }
        checkLengths(ascii);
        if (labels < 2) throw refused(AddressFaults.domainWithoutDot());
        if (isNumber(ascii, ascii.lastIndexOf('.') + 1)) throw refused(AddressFaults.domainIsNumber());
    }

    /** UTS 46 CheckHyphens: no hyphen at either end, none at the third and fourth place but in {@code xn--}. */
    private static void checkHyphens(String name, int from, int to) {
        boolean atEnds = name.charAt(from) == '-' || name.charAt(to - 1) == '-';
        boolean inside = to - from >= 4 && name.startsWith("--", from + 2) && !name.startsWith("xn--", from);
        if (atEnds || inside) {
            throw refused(AddressFaults.domainNotConvertible(
                    "a label begins or ends with a hyphen, or has two at its third place"));
        }
    }

    private static void checkLengths(String ascii) {
        if (ascii.length() > LONGEST_DOMAIN) throw refused(AddressFaults.domainTooLong(ascii.length()));
        int labelStart = 0;
        for (int at = 0; at <= ascii.length(); at++) {
            if (at < ascii.length() && ascii.charAt(at) != '.') continue;
            if (at - labelStart > LONGEST_LABEL) throw refused(AddressFaults.labelTooLong(at - labelStart));
            labelStart = at + 1;
        }
    }

    /** Whether the last label, which begins at this offset, is a number. */
    private static boolean isNumber(String name, int from) {
        for (int at = from; at < name.length(); at++) {
            if (!isDigit(name.charAt(at))) return false;
        }
        return true;
    }

    private static InvalidMessage refused(Fault fault) {
        return InvalidMessage.of(fault);
    }
}
