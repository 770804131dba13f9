package org.qdmail.failure;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that Qdmail throws: one subtype per decision of the caller. A refused recipient is a result,
 * not an exception; an exception means that nobody accepted the mail.
 */
public abstract sealed class MailException extends RuntimeException
        permits InvalidMessage,
                ContentUnreadable,
                SendVetoed,
                MisconfiguredMail,
                SigningFailed,
                EncryptionFailed,
                DeliveryFailed,
                QueueUnavailable {
    private static final long serialVersionUID = 1L;

    private final String number;

    MailException(String number, String text, @Nullable Throwable cause) {
        super(text, cause);
        this.number = number;
    }

    /** The stable number of the first finding, such as {@code MAIL-0607}. */
    public final String number() {
        return number;
    }

    /** Whether the same call may succeed later although nothing was changed. */
    public abstract boolean isRetryable();
}
