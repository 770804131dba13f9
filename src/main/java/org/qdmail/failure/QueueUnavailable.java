package org.qdmail.failure;

/**
 * The service cannot take the mail now: closed (MAIL-0004), executor full (MAIL-0005), spool not usable (MAIL-0006), or
 * interrupted while a large mail was written to the spool (MAIL-0617).
 */
public final class QueueUnavailable extends MailException {
    private static final long serialVersionUID = 1L;

    public QueueUnavailable(Fault fault) {
        super(fault.number(), fault.toString(), null);
    }

    public QueueUnavailable(Fault fault, Throwable cause) {
        super(fault.number(), fault.toString(), cause);
    }

    /** True: try later. */
    @Override
    public boolean isRetryable() {
        return true;
    }
}
