package org.qdmail.address;

import java.util.Locale;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.InvalidMessage;

/** Reads an IP address in brackets (RFC 5321 section 4.1.3). */
final class AddressLiteral {
    private static final String IPV6 = "ipv6:";
    private static final int GROUPS = 8;

    private final String literal;

    /** The text from the opening bracket to the end of the address. */
    AddressLiteral(String text) {
        literal = text.toLowerCase(Locale.ROOT);
    }

    /** Lower case but for the tag, which is written as registered. */
    Domain toDomain() {
        if (!literal.endsWith("]")) throw refused();
        String inside = literal.substring(1, literal.length() - 1);
        if (!inside.startsWith(IPV6)) {
            if (!isIpv4(inside)) throw refused();
            return domain(inside);
        }
        String address = inside.substring(IPV6.length());
        if (!isIpv6(address)) throw refused();
        return domain("IPv6:" + address);
    }

    private static Domain domain(String inside) {
        String wire = '[' + inside + ']';
        return new Domain(wire, wire);
    }

    private static boolean isIpv4(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) return false;
        for (String number : numbers) {
            if (!isOctet(number)) return false;
        }
        return true;
    }

    private static boolean isOctet(String text) {
        if (text.isEmpty() || text.length() > 3) return false;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') return false;
        }
        return Integer.parseInt(text) <= 255;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) return groups(text) == GROUPS;
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        if (before.contains(".")) return false;
        int left = before.isEmpty() ? 0 : groups(before);
        int right = after.isEmpty() ? 0 : groups(after);
        return left >= 0 && right >= 0 && left + right < GROUPS;
    }

    /** The number of 16-bit groups, an IPv4 tail counting as two; -1 when it is not well formed. */
    private static int groups(String text) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int at = 0; at < parts.length; at++) {
            boolean last = at == parts.length - 1;
            if (last && isIpv4(parts[at])) count += 2;
            else if (isGroup(parts[at])) count++;
            else return -1;
        }
        return count;
    }

    private static boolean isGroup(String text) {
        if (text.isEmpty() || text.length() > 4) return false;
        for (int at = 0; at < text.length(); at++) {
            if ("0123456789abcdef".indexOf(text.charAt(at)) < 0) return false;
        }
        return true;
    }

    private static InvalidMessage refused() {
        return InvalidMessage.of(AddressFaults.literal());
    }
}
