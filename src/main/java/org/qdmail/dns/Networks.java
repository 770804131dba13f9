package org.qdmail.dns;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses are those of the public network. */
final class Networks {
    private Networks() {}

    /** Whether mail to it may leave without a word in the configuration (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        if (address instanceof Inet6Address) return (octets[0] & 0xfe) != 0xfc; // unique local, RFC 4193
        int first = octets[0] & 0xff;
        boolean isShared = first == 100 && (octets[1] & 0xc0) == 0x40; // RFC 6598
        return first != 0 && first < 240 && !isShared;
    }
}
