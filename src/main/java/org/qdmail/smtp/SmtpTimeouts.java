package org.qdmail.smtp;

import java.time.Duration;
import org.qdmail.failure.Phase;

/**
 * The limits of time. None can be switched off.
 *
 * @param connect name look-up, each address, each answer of a proxy and each TLS handshake ({@code qdmail.smtp.timeout.connect})
 * @param command the greeting, each reply and each block written ({@code qdmail.smtp.timeout.command})
 * @param end the reply to the content's end ({@code qdmail.smtp.timeout.end}); giving up there leaves it unknown whether
 *     the mail has arrived
 * @param deadline from the start to the content's end ({@code qdmail.smtp.deadline}); never cuts the wait for the last
 *     reply
 */
public record SmtpTimeouts(Duration connect, Duration command, Duration end, Duration deadline) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The values of RFC 5321 section 4.5.3.2, under a deadline of two minutes. */
    public static final SmtpTimeouts DEFAULT = new SmtpTimeouts(
            Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(2));

    /** For RSET and QUIT. */
    static final Duration QUIT = Duration.ofSeconds(5);

    public SmtpTimeouts {
        requireFinite(connect);
        requireFinite(command);
        requireFinite(end);
        requireFinite(deadline);
    }

    SmtpTimeouts withDeadline(Duration whole) {
        return new SmtpTimeouts(connect, command, end, whole);
    }

    /** The limit of one step of a phase. */
    Duration of(Phase phase) {
        return switch (phase) {
            case NAME, CONNECT, PROXY, TLS -> connect;
            case RSET, QUIT -> QUIT;
            case END -> end;
            default -> command;
        };
    }

    private static void requireFinite(Duration limit) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "limit of time " + limit + "; more than zero and up to a day is allowed");
        }
    }
}
