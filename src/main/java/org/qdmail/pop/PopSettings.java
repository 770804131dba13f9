package org.qdmail.pop;

import java.time.Duration;
import org.qdmail.smtp.SecretSource;
import org.qdmail.wire.ServerTrust;

/**
 * The login by POP3 before mail is sent ({@code qdmail.pop-before-smtp.*}).
 *
 * @param host name or address; a certificate has to name it
 * @param port 1 to 65535
 * @param tls how the connection is encrypted
 * @param trust which certificates are taken
 * @param user who logs in; without control characters
 * @param password read at each login
 * @param validFor how long a login counts; zero for a login before each mail
 * @param connectTimeout for the name, each address and the TLS handshake
 * @param replyTimeout for the greeting and each reply
 * @param deadline for the login as a whole
 */
public record PopSettings(
        String host,
        int port,
        Tls tls,
        ServerTrust trust,
        String user,
        SecretSource password,
        Duration validFor,
        Duration connectTimeout,
        Duration replyTimeout,
        Duration deadline) {

    /** How the connection is encrypted: TLS 1.2 or newer, the host name verified. */
    public enum Tls {
        /** TLS from the first octet (RFC 8314), usually on port 995. */
        IMPLICIT(995),
        /** STLS, and nobody logs in without it (RFC 2595). */
        STARTTLS(110),
        /** In the clear: by APOP, or by a password towards a loopback address. */
        NONE(110);

        private final int usualPort;

        Tls(int usualPort) {
            this.usualPort = usualPort;
        }

        public int usualPort() {
            return usualPort;
        }
    }

    public PopSettings {
        if (host.isEmpty() || !host.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("not fit for a host name");
        }
        if (port < 1 || port > 65535) throw new IllegalArgumentException("port " + port);
        if (!isUser(user)) throw new IllegalArgumentException("not fit for a user");
        if (validFor.isNegative()) throw new IllegalArgumentException("a login valid for " + validFor);
        requirePositive(connectTimeout);
        requirePositive(replyTimeout);
        requirePositive(deadline);
    }

    /** Whether the text may stand behind USER. */
    public static boolean isUser(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private static void requirePositive(Duration limit) {
        if (limit.isNegative() || limit.isZero()) throw new IllegalArgumentException("limit of time " + limit);
    }
}
