package org.qdmail.address;

import java.util.Set;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;

/** Reads one addr-spec between two offsets of a text, looking at each character once. */
final class AddrSpec {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_PATH = 256;

    /** Carriers that gave out addresses with irregular dots until about 2009; these are still in use. */
    private static final Set<String> IRREGULAR_DOMAINS = Set.of("docomo.ne.jp", "ezweb.ne.jp");

    private final String text;
    private final int end;
    private int at;
    private int irregularDot = -1;

    AddrSpec(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    EmailAddress read() {
        if (at == end) throw refused(AddressFaults.empty());
        Fault hidden = Hidden.firstIn(text, at, end);
        if (hidden != null) throw refused(hidden);
        LocalPart localPart = text.charAt(at) == '"' ? quotedString() : dotAtom();
        at++;
        Domain domain = domain();
        if (irregularDot >= 0) localPart = irregular(localPart, domain);
        checkLengths(localPart, domain);
        return new EmailAddress(localPart, domain);
    }

    private LocalPart dotAtom() {
        int start = at;
        int lastDot = start - 1;
        while (at < end && text.charAt(at) != '@') {
            if (text.charAt(at) == '.') {
                if (at == lastDot + 1) irregularAt(at);
                lastDot = at;
                at++;
            } else {
                at += atext();
            }
        }
        if (at == end) throw refused(AddressFaults.noAt());
        if (at == start) throw refused(AddressFaults.localPartEmpty());
        if (at == lastDot + 1) irregularAt(lastDot);
        return LocalPart.plain(text.substring(start, at));
    }

    private void irregularAt(int dot) {
        if (irregularDot < 0) irregularDot = dot;
    }

    /** The number of chars of the atext at this place. */
    private int atext() {
        int character = text.codePointAt(at);
        if (Atoms.isAtext(character) || isLetterBeyondAscii(character)) return Character.charCount(character);
        throw refused(
                switch (character) {
                    case ',', ';' -> AddressFaults.several(at);
                    case '(' -> AddressFaults.comment(at);
                    case ':' -> AddressFaults.group(at);
                    default -> AddressFaults.localPartCharacter(at);
                });
    }

    private LocalPart quotedString() {
        StringBuilder unquoted = new StringBuilder();
        at++;
        while (at < end && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                if (at == end) break;
                if (!isPrintableAscii(text.charAt(at))) throw refused(AddressFaults.quotedCharacter(at));
            }
            int character = text.codePointAt(at);
            if (!isPrintableAscii(character) && !isLetterBeyondAscii(character)) {
                throw refused(AddressFaults.quotedCharacter(at));
            }
            unquoted.appendCodePoint(character);
            at += Character.charCount(character);
        }
        if (at == end) throw refused(AddressFaults.quoteOpen());
        if (unquoted.isEmpty()) throw refused(AddressFaults.localPartEmpty());
        at++;
        if (at == end) throw refused(AddressFaults.noAt());
        if (text.charAt(at) != '@') throw refused(AddressFaults.localPartCharacter(at));
        return LocalPart.quoted(unquoted.toString());
    }

    private static boolean isPrintableAscii(int character) {
        return character >= ' ' && character <= '~';
    }

    /** RFC 6531 section 3.3; full-width ASCII is a slip of the keyboard, refused rather than folded. */
    private static boolean isLetterBeyondAscii(int character) {
        if (character < 0x80 || character >= 0xff01 && character <= 0xff5e) return false;
        return switch (Character.getType(character)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private Domain domain() {
        if (at == end) throw refused(AddressFaults.domainLabelEmpty(at));
        if (text.charAt(at) == '[') return new AddressLiteral(text.substring(at, end)).toDomain();
        return new DomainName(text, at, end).toDomain();
    }

    private LocalPart irregular(LocalPart localPart, Domain domain) {
        if (!IRREGULAR_DOMAINS.contains(domain.ascii())) throw refused(AddressFaults.localPartDots(irregularDot));
        return LocalPart.quoted(localPart.text());
    }

    private static void checkLengths(LocalPart localPart, Domain domain) {
        int local = localPart.octets();
        if (local > LONGEST_LOCAL_PART) throw refused(AddressFaults.localPartTooLong(local));
        int path = local + domain.ascii().length() + "<@>".length();
        if (path > LONGEST_PATH) throw refused(AddressFaults.pathTooLong(path));
    }

    private static InvalidMessage refused(Fault fault) {
        return InvalidMessage.of(fault);
    }
}
