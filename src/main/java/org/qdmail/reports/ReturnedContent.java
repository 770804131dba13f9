package org.qdmail.reports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/**
 * What a report brings back of the mail that it is about. What may not travel as it is, is encoded.
 *
 * @param isWhole whether it is the whole mail, and not only its header
 */
public record ReturnedContent(String octets, boolean isWhole) {
    private static final int LONGEST_LINE = 998;

    /** The octets, each as one character. */
    public ReturnedContent {
        if (octets.chars().anyMatch(character -> character > 0xff)) throw new IllegalArgumentException("not octets");
    }

    /** Header and content as a part of a report, without the boundary. */
    String part() {
        if (isWhole && isClean()) return "Content-Type: message/rfc822\r\n\r\n" + octets;
        String header = octets.substring(0, endOfHeader());
        if (new ReturnedContent(header, false).isClean()) return "Content-Type: text/rfc822-headers\r\n\r\n" + header;
        return "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded(header);
    }

    private int endOfHeader() {
        int end = octets.indexOf("\r\n\r\n");
        return end < 0 ? octets.length() : end + 2;
    }

    private static String encoded(String octets) {
        byte[] raw = octets.getBytes(ISO_8859_1);
        return new String(Base64.getMimeEncoder().encode(raw), US_ASCII);
    }

    /** Whether it is 7-bit text in lines of CRLF (RFC 2045 section 2.7). */
    private boolean isClean() {
        int line = 0;
        for (int at = 0; at < octets.length(); at++) {
            char octet = octets.charAt(at);
            if (octet == '\r') {
                if (at + 1 == octets.length() || octets.charAt(at + 1) != '\n') return false;
                line = 0;
                at++;
            } else {
                if (octet == '\n' || octet == 0 || octet >= 0x80 || ++line > LONGEST_LINE) return false;
            }
        }
        return true;
    }
}
