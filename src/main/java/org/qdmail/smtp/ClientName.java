package org.qdmail.smtp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The name we say in EHLO (RFC 5321 sections 4.1.1.1 and 4.1.3). */
final class ClientName {
    private static final int MAX_DOMAIN = 255;
    private static final int MAX_LABEL = 63;
    private static final int GROUPS = 8;

    private ClientName() {}

    /** The machine's own name where it is a full one, else the literal of the address that the connection starts from. */
    static String of(String canonicalName, InetAddress local) {
        String name =
                canonicalName.endsWith(".") ? canonicalName.substring(0, canonicalName.length() - 1) : canonicalName;
        return isFullyQualified(name) ? name.toLowerCase(Locale.ROOT) : literal(local);
    }

    /** Whether the text is a domain name in ASCII or an address literal. */
    static boolean isValid(String text) {
        if (text.startsWith("[") && text.endsWith("]")) return isLiteral(text.substring(1, text.length() - 1));
        return isDomain(text);
    }

    private static boolean isFullyQualified(String name) {
        if (name.indexOf('.') < 0 || !isDomain(name)) return false;
        if (name.toLowerCase(Locale.ROOT).startsWith("localhost.")) return false;
        String last = name.substring(name.lastIndexOf('.') + 1);
        return !last.chars().allMatch(ClientName::isDigit); // an address that has no name comes back as its digits
    }

    private static boolean isDomain(String text) {
        if (text.isEmpty() || text.length() > MAX_DOMAIN) return false;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            if (!isLabel(text, start, end)) return false;
            start = end + 1;
        }
        return true;
    }

    private static boolean isLabel(String text, int start, int end) {
        if (end == start || end - start > MAX_LABEL) return false;
        if (text.charAt(start) == '-' || text.charAt(end - 1) == '-') return false;
        return text.substring(start, end).chars().allMatch(c -> isDigit(c) || isLetter(c) || c == '-');
    }

    private static boolean isLiteral(String text) {
        boolean six = text.regionMatches(true, 0, "IPv6:", 0, 5);
        String address = six ? text.substring(5) : text;
        if (address.isEmpty() || !address.chars().allMatch(c -> isDigit(c) || (six && isHexOrColon(c)) || c == '.')) {
            return false;
        }
        return six ? address.indexOf(':') >= 0 : hasFourOctets(address);
    }

    private static boolean hasFourOctets(String address) {
        int octets = 0;
        int start = 0;
        while (start <= address.length()) {
            int dot = address.indexOf('.', start);
            int end = dot < 0 ? address.length() : dot;
            if (end == start || end - start > 3 || Integer.parseInt(address.substring(start, end)) > 255) return false;
            octets++;
            start = end + 1;
        }
        return octets == 4;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isHexOrColon(int character) {
        return character == ':' || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
    }

    /** {@code [127.0.0.1]} or {@code [IPv6:::1]}; never with a zone. */
    static String literal(InetAddress address) {
        if (address instanceof Inet4Address) return '[' + address.getHostAddress() + ']';
        if (address instanceof Inet6Address six) return "[IPv6:" + compressed(six.getAddress()) + ']';
        throw new AssertionError("neither IPv4 nor IPv6: " + address.getClass());
    }

    /** The form of RFC 5952: the longest run of zero groups, two at least, becomes {@code ::}. */
    private static String compressed(byte[] octets) {
        int[] groups = new int[GROUPS];
        for (int at = 0; at < GROUPS; at++) groups[at] = ByteBuffer.wrap(octets).getShort(2 * at) & 0xffff;
        int runStart = 0;
        int runLength = 1;
        for (int at = 0; at < GROUPS; at++) {
            int length = zerosFrom(groups, at);
            if (length > runLength) {
                runStart = at;
                runLength = length;
            }
        }
        if (runLength < 2) return joined(groups, 0, GROUPS);
        return joined(groups, 0, runStart) + "::" + joined(groups, runStart + runLength, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) end++;
        return end - start;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at++) {
            if (at > from) text.append(':');
            text.append(Integer.toHexString(groups[at]));
        }
        return text.toString();
    }
}
