package org.qdmail.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.qdmail.failure.Secret;

/**
 * What a container's {@code mail/Session} says about the way out. Keys of ours win over it.
 *
 * @param host its {@code mail.smtp.host} or {@code mail.host}
 * @param port its {@code mail.smtp.port}
 * @param user the user of its login
 * @param password the password of its login
 * @param from its {@code mail.from}, an address as text
 * @param tls its wish for TLS, where it has one
 * @param unused names of its other properties, which have no effect
 */
public record SessionValues(
        Optional<String> host,
        OptionalInt port,
        Optional<String> user,
        Optional<Secret> password,
        Optional<String> from,
        Optional<Tls> tls,
        List<String> unused)
        implements SessionAnswer {
    public SessionValues {
        unused = List.copyOf(unused);
    }

    /** What the properties of a mail session wish about TLS. */
    public enum Tls {
        /** {@code mail.smtp.ssl.enable}, or the protocol {@code smtps}. */
        IMPLICIT,
        /** {@code mail.smtp.starttls.required}. */
        STARTTLS_REQUIRED,
        /** {@code mail.smtp.starttls.enable} alone. */
        STARTTLS_OPTIONAL
    }

    /** Nothing but the server. */
    public static SessionValues of(String host) {
        return new SessionValues(
                Optional.of(host),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
