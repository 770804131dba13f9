package org.qdmail.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.qdmail.failure.Secret;

/**
 * A proxy on the way to a relay ({@code qdmail.smtp.proxy}).
 *
 * @param kind what it speaks
 * @param host its name or address
 * @param port 1 to 65535
 * @param login who logs in there
 */
public record ProxySettings(Kind kind, String host, int port, Optional<Login> login) {
    /** The longest name of a server that SOCKS 5 can carry. */
    public static final int LONGEST_HOST = 255;

    public ProxySettings {
        if (host.isEmpty() || !host.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("not fit for a host name");
        }
        if (port < 1 || port > 65535) throw new IllegalArgumentException("port " + port);
        if (kind == Kind.HTTP
                && login.filter(each -> each.user().indexOf(':') >= 0).isPresent()) {
            throw new IllegalArgumentException("a colon in the user of a proxy of HTTP");
        }
    }

    /** What a proxy speaks. */
    public enum Kind {
        /** SOCKS 5 (RFC 1928), with user and password by RFC 1929. */
        SOCKS5,
        /** CONNECT of HTTP (RFC 9110 section 9.3.6), with basic login (RFC 7617). */
        HTTP
    }

    /**
     * Who logs in at a proxy; the proxy protocols carry both in the clear.
     *
     * @param user 1 to 255 octets
     * @param password 1 to 255 octets
     */
    public record Login(String user, Secret password) {
        private static final int LONGEST = 255;

        public Login {
            if (!isFit(user) || !isFit(new String(password.reveal()))) {
                throw new IllegalArgumentException(
                        "user and password of a proxy have 1 to 255 octets, none of them a control");
            }
        }

        /** Whether the text may be a user or a password. */
        public static boolean isFit(String text) {
            int octets = text.getBytes(StandardCharsets.UTF_8).length;
            return octets >= 1 && octets <= LONGEST && text.chars().noneMatch(Character::isISOControl);
        }
    }
}
