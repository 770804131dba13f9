package org.qdmail.config;

/** What the properties of a mail session wish about TLS. */
public enum SessionTls {
    /** {@code mail.smtp.ssl.enable}, or the protocol {@code smtps}. */
    IMPLICIT,
    /** {@code mail.smtp.starttls.required}. */
    STARTTLS_REQUIRED,
    /** {@code mail.smtp.starttls.enable} alone. */
    STARTTLS_OPTIONAL
}
